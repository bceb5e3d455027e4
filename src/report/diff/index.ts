export * from "./compare-stacks";
export * from "./describe-deployed-changes";
export * from "./describe-settings";
export * from "./format-diff";
