export * from "./compare-stacks";
export * from "./describe-deployed-changes";
export * from "./format-diff";
