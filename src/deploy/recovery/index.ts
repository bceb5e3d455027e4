export * from "./recovery-hooks";
export * from "./state-markers";
export * from "./wait-before-instance-type-change";
