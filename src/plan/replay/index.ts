export { listFirings, type OverlapReading } from "./firings";
export { findNextFirings } from "./next-firings";
export { findCollisions, type Firing, replayActions, type ReplayStep } from "./replay";
export { type PlanDifferences, verifyPlan } from "./verify-plan";
