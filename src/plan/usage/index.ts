export { listLimitsOnClock, listLimitsOverTime, type RealSegment } from "./limits-over-time";
export {
  averageUsage,
  computeMonthlyUsage,
  formatNumber,
  formatRange,
  type MonthlyUsage,
  type UsageRange,
} from "./monthly-usage";
export { chooseShownZone, getPriceKey, type ReportedEndpoint } from "./reported-endpoint";
