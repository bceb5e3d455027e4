export * from "./engine-scalar";
export * from "./project-file";
export * from "./provider-settings";
export * from "./read-yaml";
export * from "./regular-file";
export * from "./sort-problems";
export * from "./stack-file";
