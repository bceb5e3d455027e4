export * from "./build-recommendation";
export * from "./demand";
export * from "./list-notes";
export * from "./read-history";
export * from "./run-demand";
export type { StepLadder } from "./step-ladder";
