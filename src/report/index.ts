export {
  findNextChanges,
  findOverrideState,
  listWeekSegments,
  type NextChange,
  type OverrideState,
  toLocalDay,
} from "./endpoint-report";
export { explainLimits, type Explanation } from "./explain-limits";
export { type DayOverview, describeSpecialDays, isSpecialDay, listDays } from "./special-days";
