export * from "./cli-context";
export * from "./load-stack";
export * from "./moment";
export * from "./read-version";
