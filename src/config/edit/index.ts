export * from "./edit-stack-text";
export * from "./format-yaml";
