export * from "./configured-limits";
export * from "./describe-interval";
export * from "./endpoint-context";
export * from "./group-by";
export * from "./refused-texts";
export * from "./scaling-steps";
export * from "./schedules-form";
