export * from "./closest-match";
export * from "./describe-value";
export * from "./escape-controls";
export * from "./token";
