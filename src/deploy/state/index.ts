export * from "./deployed-endpoint";
export * from "./deployed-policies";
export * from "./deployed-resources";
export * from "./deployed-schedule";
