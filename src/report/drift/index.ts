export * from "./detect-drift";
export * from "./drift-report";
