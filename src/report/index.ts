export * from "./check-expectation";
export * from "./endpoint-report";
export * from "./explain-limits";
export * from "./special-days";
