export * from "./cli-context";
export * from "./find-stack-file";
export * from "./load-stack";
export * from "./moment";
export * from "./read-version";
export * from "./replace-file";
