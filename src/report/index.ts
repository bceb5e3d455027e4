export {
  buildEndpointReport,
  type EndpointReport,
  findNextChanges,
  findOverrideState,
  type NextChange,
  type OverrideState,
  readWeek,
  type ReportedWeek,
  reportHorizons,
  toLocalDay,
} from "./endpoint-report";
export { explainLimits, type Explanation } from "./explain-limits";
export { formatLayerNames, getLayerName, listLayers } from "./layers";
export { type DayOverview, describeSpecialDays, isSpecialDay } from "./special-days";
