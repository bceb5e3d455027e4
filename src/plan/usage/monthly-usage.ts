import { type EpochMinute, getDaysInMonth, toEpochDay, toEpochMinute } from "../../timetable/time";
import { type CountedSegment, listInstanceCounts, type UsageRange } from "./instance-counts";
import { chooseShownZone, type ReportedEndpoint } from "./reported-endpoint";

/**
 * What one month takes.
 *
 * `month`: `YYYY-MM`. `hours`: real hours in the zone, such as 743 or 745 if the clock changes.
 * `costUsd`: instances only, without storage and data transfer. Absent if the price is unknown.
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
 * Computes instance-hours and cost month by month, with clock changes and exceptions, for the instances that
 * really run (`listInstanceCounts`).
 * @param count At least 1.
 */
export function computeMonthlyUsage(
  endpoint: ReportedEndpoint,
  first: YearMonth,
  count: number,
): readonly MonthlyUsage[] {
  const zone = chooseShownZone(endpoint);
  const months = Array.from({ length: count }, (_, n) => toMonthSpan(addMonths(first, n), zone));
  const segments = listInstanceCounts(endpoint, months[0]?.from ?? 0, months.at(-1)?.to ?? 0);
  return months.map(({ month, from, to }) => ({
    month,
    hours: (to - from) / 60,
    ...sumUsage(segments, { from, to }, endpoint.config?.variant.hourlyPriceUsd),
  }));
}

interface MonthSpan {
  /** `YYYY-MM`. */
  readonly month: string;
  readonly from: EpochMinute;
  readonly to: EpochMinute;
}

function toMonthSpan({ year, month }: YearMonth, zone: string): MonthSpan {
  const start = toEpochDay(year, month, 1);
  return {
    month: `${year}-${String(month).padStart(2, "0")}`,
    from: toEpochMinute(zone, start * 1440, "compatible"),
    to: toEpochMinute(zone, (start + getDaysInMonth(year, month)) * 1440, "compatible"),
  };
}

function sumUsage(
  segments: readonly CountedSegment[],
  { from, to }: Pick<MonthSpan, "from" | "to">,
  price: number | undefined,
): Pick<MonthlyUsage, "instanceHours" | "costUsd"> {
  const inside = segments.filter((segment) => segment.to > from && segment.from < to);
  const sumHours = (which: keyof UsageRange): number =>
    inside.reduce((sum, s) => sum + s.instances[which] * (Math.min(s.to, to) - Math.max(s.from, from)), 0) / 60;
  const instanceHours = { min: sumHours("min"), max: sumHours("max") };
  if (price === undefined) return { instanceHours };
  return { instanceHours, costUsd: { min: instanceHours.min * price, max: instanceHours.max * price } };
}

/** Averages at least one month. All months must have a cost, or none. */
export function averageUsage(months: readonly MonthlyUsage[]): Pick<MonthlyUsage, "instanceHours" | "costUsd"> {
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

/** Formats a range as `1,488 to 5,208`, or one number if both are equal. */
export function formatRange({ min, max }: UsageRange): string {
  const [from, to] = [formatNumber(min), formatNumber(max)];
  return from === to ? from : `${from} to ${to}`;
}

/** Formats `1,488`. Prints up to two decimals below 100. */
export function formatNumber(value: number): string {
  const decimals = Math.abs(value) < 100 && !Number.isInteger(value) ? 2 : 0;
  const [whole = "", fraction] = value.toFixed(decimals).split(".");
  const marked = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return fraction === undefined ? marked : `${marked}.${fraction}`;
}
