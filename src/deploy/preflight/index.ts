export { compileOrThrow, isSecretConfig, prepareStack } from "./prepare-stack";
export { readRunOptions } from "./run-options";
