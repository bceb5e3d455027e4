export * from "./import-schedules";
export * from "./imported-target";
export * from "./read-targets";
export * from "./replay-limits";
