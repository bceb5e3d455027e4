export * from "./closest-match";
export * from "./describe-value";
export * from "./format-secret";
export * from "./token";
