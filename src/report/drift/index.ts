export * from "./compare-scaling";
export * from "./detect-drift";
export * from "./drift-report";
export { type PastFiring, parsePastFiring } from "./scaling-activities";
