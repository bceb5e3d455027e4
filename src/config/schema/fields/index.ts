export * from "./clock-times";
export * from "./dates-and-weekdays";
export * from "./duration";
export * from "./field";
export * from "./lists-and-maps";
export * from "./run-field";
export * from "./scalar-fields";
export * from "./section";
