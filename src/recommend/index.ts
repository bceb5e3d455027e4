export * from "./build-recommendation";
export * from "./demand";
export * from "./list-notes";
export { trackingAlarms } from "./load-policies";
export * from "./read-history";
export type { RecommendOptions } from "./recommend";
export * from "./run-endpoint";
