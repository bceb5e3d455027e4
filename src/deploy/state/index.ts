export * from "./deployed-endpoint";
export * from "./deployed-resources";
export * from "./deployed-schedule";
