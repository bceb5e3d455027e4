export * from "./compare-scaling";
export * from "./detect-drift";
export * from "./drift-report";
