export * from "./configured-limits";
export * from "./configured-steps";
export * from "./describe-interval";
export * from "./endpoint-context";
export * from "./ineffective-steps";
export * from "./refused-texts";
export * from "./reserved-segments";
