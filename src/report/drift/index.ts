export { detectDrift, type PlannedScaling } from "./detect-drift";
export { type Drift, formatDrift, hasDrifted } from "./drift-report";
