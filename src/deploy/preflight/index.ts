export * from "./prepare-stack";
export { readRunOptions, type RunOptions } from "./run-options";
