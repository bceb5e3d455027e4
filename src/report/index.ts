export * from "./endpoint-report";
export * from "./explain-limits";
export * from "./layers";
export * from "./special-days";
