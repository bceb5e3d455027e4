import { type EpochMinute, getDaysInMonth, toEpochDay, toEpochMinute } from "../../timetable/time";
import type { CapacityUnit } from "../../aws/facts";
import type { Timeline } from "../../timetable";
import { type CountedSegment, getLoadScaling, listCounts, type UsageRange } from "./instance-counts";
import { listInstanceShares } from "./instance-shares";
import { chooseShownZone, getShownUnit, type ReportedEndpoint } from "./reported-endpoint";

/**
 * What one month takes.
 *
 * `month`: `YYYY-MM`. `hours`: real hours in the zone, such as 743 or 745 if the clock changes.
 * `copyHours`, `concurrencyHours`: of an inference component, of a serverless endpoint. `instanceHours`: absent for a
 * serverless endpoint, and if a component's instances are unknown; see `listInstanceShares`.
 * `costUsd`: instances or concurrency only, without storage and data transfer. Absent if unknown.
 */
export interface MonthlyUsage {
  readonly month: string;
  readonly hours: number;
  readonly instanceHours?: UsageRange;
  readonly copyHours?: UsageRange;
  readonly concurrencyHours?: UsageRange;
  readonly costUsd?: UsageRange;
}

/** The part of a month that adds up. */
type SummedUsage = Omit<MonthlyUsage, "month" | "hours">;

const summedKeys = ["instanceHours", "copyHours", "concurrencyHours", "costUsd"] as const;

/** The hours of what the limits count. */
export function getCapacityHours(usage: SummedUsage, unit: CapacityUnit): UsageRange {
  const hours = { instances: usage.instanceHours, copies: usage.copyHours, concurrency: usage.concurrencyHours };
  return hours[unit] ?? { min: 0, max: 0 };
}

/** A month of a year: `month` 1-12. */
export interface YearMonth {
  readonly year: number;
  readonly month: number;
}

/**
 * Computes hours of capacity and cost month by month, with clock changes and exceptions, for the instances that
 * really run (`listCounts`, `listInstanceShares`).
 * @param count At least 1.
 */
export function computeMonthlyUsage(
  endpoint: ReportedEndpoint,
  first: YearMonth,
  count: number,
): readonly MonthlyUsage[] {
  const unit = getShownUnit(endpoint);
  const price = endpoint.config?.variant.hourlyPriceUsd;
  return computeCapacity(endpoint, first, count).map(({ month, from, to, capacity, shares }) => {
    const instanceHours = unit === "instances" ? capacity : shares;
    const paid = unit === "concurrency" ? capacity : instanceHours;
    return {
      month,
      hours: (to - from) / 60,
      ...(instanceHours === undefined ? {} : { instanceHours }),
      ...(unit === "copies" ? { copyHours: capacity } : {}),
      ...(unit === "concurrency" ? { concurrencyHours: capacity } : {}),
      ...(price === undefined || paid === undefined
        ? {}
        : { costUsd: { min: paid.min * price, max: paid.max * price } }),
    };
  });
}

/** `capacity`: hours of what the limits count; `shares`: the instance-hours of copies, if they are known. */
interface MonthlyCapacity extends MonthSpan {
  readonly capacity: UsageRange;
  readonly shares: UsageRange | undefined;
}

/** Endpoints with the same timetable and kind of scaling run the same hours; copies depend on their neighbors. */
const knownCapacity = new WeakMap<Timeline, Map<string, readonly MonthlyCapacity[]>>();

function computeCapacity(endpoint: ReportedEndpoint, first: YearMonth, count: number): readonly MonthlyCapacity[] {
  const { timeline } = endpoint;
  if (timeline === undefined || getShownUnit(endpoint) === "copies") return sumCapacity(endpoint, first, count);
  const known = knownCapacity.get(timeline) ?? new Map<string, readonly MonthlyCapacity[]>();
  knownCapacity.set(timeline, known);
  const key = JSON.stringify([first, count, getLoadScaling(endpoint)]);
  const capacity = known.get(key) ?? sumCapacity(endpoint, first, count);
  known.set(key, capacity);
  return capacity;
}

function sumCapacity(endpoint: ReportedEndpoint, first: YearMonth, count: number): readonly MonthlyCapacity[] {
  const zone = chooseShownZone(endpoint);
  const months = Array.from({ length: count }, (_, n) => toMonthSpan(addMonths(first, n), zone));
  const [start, end] = [months[0]?.from ?? 0, months.at(-1)?.to ?? 0];
  const counted = listCounts(endpoint, start, end);
  const shares = getShownUnit(endpoint) === "copies" ? listInstanceShares(endpoint, start, end) : undefined;
  return months.map((month) => ({
    ...month,
    capacity: sumHours(counted, month),
    shares: shares && sumHours(shares, month),
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

function sumHours(segments: readonly CountedSegment[], { from, to }: Pick<MonthSpan, "from" | "to">): UsageRange {
  const inside = segments.filter((segment) => segment.to > from && segment.from < to);
  const sum = (side: keyof UsageRange): number =>
    inside.reduce((hours, s) => hours + s.counts[side] * (Math.min(s.to, to) - Math.max(s.from, from)), 0) / 60;
  return { min: sum("min"), max: sum("max") };
}

/** Averages at least one month. What one month lacks, the average lacks. */
export function averageUsage(months: readonly MonthlyUsage[]): SummedUsage {
  const entries = summedKeys.flatMap((key) => {
    const ranges = months.flatMap((month) => month[key] ?? []);
    if (ranges.length < months.length) return [];
    const average = (side: keyof UsageRange): number =>
      ranges.reduce((sum, range) => sum + range[side], 0) / months.length;
    return [[key, { min: average("min"), max: average("max") }] as const];
  });
  return Object.fromEntries(entries);
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
