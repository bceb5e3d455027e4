export * from "./closest-match";
export * from "./describe-value";
export * from "./token";
