import { type EpochMinute, getDaysInMonth, toEpochDay, toEpochMinute } from "../../timetable/time";
import { listLimitsOverTime } from "./limits-over-time";
import { chooseShownZone, type ReportedEndpoint } from "./reported-endpoint";

/** A range from what runs at least to what can run at most. */
export interface UsageRange {
  readonly min: number;
  readonly max: number;
}

/**
 * What one month takes, from the limits' min to their max.
 *
 * `month`:   `YYYY-MM`
 * `hours`:   real hours of the month in the zone, 743 or 745 where the clock changes
 * `costUsd`: absent when no price is known; instances only, as storage and data transfer are billed apart
 */
export interface MonthlyUsage {
  readonly month: string;
  readonly hours: number;
  readonly instanceHours: UsageRange;
  readonly costUsd?: UsageRange;
}

/** A month of a year: `month` 1-12. */
export interface YearMonth {
  readonly year: number;
  readonly month: number;
}

/**
 * Instance-hours and cost month by month, with real month lengths, clock changes and exceptions.
 *
 * In:  an endpoint with a timeline or a plan; count at least 1
 * Out: one entry a month, in order
 */
export function computeMonthlyUsage(
  endpoint: ReportedEndpoint,
  first: YearMonth,
  count: number,
): readonly MonthlyUsage[] {
  const zone = chooseShownZone(endpoint);
  return Array.from({ length: count }, (_, n) => addMonths(first, n)).map(({ year, month }) => {
    const start = toEpochDay(year, month, 1);
    const from = toEpochMinute(zone, start * 1440, "compatible");
    const to = toEpochMinute(zone, (start + getDaysInMonth(year, month)) * 1440, "compatible");
    return {
      month: `${year}-${String(month).padStart(2, "0")}`,
      hours: (to - from) / 60,
      ...computeUsage(endpoint, from, to),
    };
  });
}

/**
 * Instance-hours and cost of a stretch of real time.
 *
 * In: from < to
 */
export function computeUsage(
  endpoint: ReportedEndpoint,
  from: EpochMinute,
  to: EpochMinute,
): Pick<MonthlyUsage, "instanceHours" | "costUsd"> {
  const segments = listLimitsOverTime(endpoint, from, to);
  const hoursOf = (which: "min" | "max"): number =>
    segments.reduce((sum, s) => sum + s.limits[which] * (s.to - s.from), 0) / 60;
  const instanceHours = { min: hoursOf("min"), max: hoursOf("max") };
  const price = endpoint.config?.variant.hourlyPriceUsd;
  if (price === undefined) return { instanceHours };
  return {
    instanceHours,
    costUsd: { min: instanceHours.min * price, max: instanceHours.max * price },
  };
}

/**
 * Averages some months.
 *
 * In: at least one month; all with a price, or none
 */
export function averageUsage(
  months: readonly MonthlyUsage[],
): Pick<MonthlyUsage, "instanceHours" | "costUsd"> {
  const mean = (of: (month: MonthlyUsage) => UsageRange): UsageRange => ({
    min: months.reduce((sum, month) => sum + of(month).min, 0) / months.length,
    max: months.reduce((sum, month) => sum + of(month).max, 0) / months.length,
  });
  const instanceHours = mean((month) => month.instanceHours);
  if (months.some((month) => month.costUsd === undefined)) return { instanceHours };
  return { instanceHours, costUsd: mean((month) => month.costUsd ?? { min: 0, max: 0 }) };
}

function addMonths({ year, month }: YearMonth, months: number): YearMonth {
  const index = year * 12 + month - 1 + months;
  return { year: Math.floor(index / 12), month: (index % 12) + 1 };
}

/** `1,488 to 5,208`; one number where both are the same. */
export function formatRange({ min, max }: UsageRange): string {
  const [from, to] = [formatNumber(min), formatNumber(max)];
  return from === to ? from : `${from} to ${to}`;
}

/** Whole numbers with thousands marked; below 100 up to two decimals where there are any. */
export function formatNumber(value: number): string {
  const decimals = Math.abs(value) < 100 && !Number.isInteger(value) ? 2 : 0;
  const [whole = "", fraction] = value.toFixed(decimals).split(".");
  const marked = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return fraction === undefined ? marked : `${marked}.${fraction}`;
}
