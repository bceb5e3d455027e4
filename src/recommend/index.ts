export * from "./build-recommendation";
export * from "./demand";
export * from "./list-notes";
export { trackingAlarms } from "./load-policies";
export * from "./read-history";
export * from "./run-endpoint";
