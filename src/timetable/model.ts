import type { PlainMinute, Weekday } from "./time";

export function isEqualLimits(a: Limits, b: Limits): boolean {
  return a.min === b.min && a.max === b.max;
}

/** Combines the limits of two active windows: the largest min and the largest max. */
export function combineLimits(a: Limits, b: Limits): Limits {
  return { min: Math.max(a.min, b.min), max: Math.max(a.max, b.max) };
}

/** Formats limits: `1-4`, or `8` if min and max are equal. */
export function formatLimits({ min, max }: Limits): string {
  return min === max ? String(min) : `${min}-${max}`;
}

/** Formats how limits change: `min 4 -> 6, max 12 -> 16`. Empty for equal limits. */
export function formatLimitsChange(before: Limits, after: Limits): string {
  return [
    ...(before.min === after.min ? [] : [`min ${before.min} -> ${after.min}`]),
    ...(before.max === after.max ? [] : [`max ${before.max} -> ${after.max}`]),
  ].join(", ");
}

/** The limits within which Application Auto Scaling keeps the instance count: min <= max. */
export interface Limits {
  readonly min: number;
  readonly max: number;
}

/** A date that exists, as `YYYY-MM-DD`. */
export type PlainDateText = string;

/** Names to values, in the order of the stack file. */
export type Named<T> = Readonly<Record<string, T>>;

/** A calendar as loaded: sorted, each date once. */
export interface Calendar {
  readonly dates: readonly { readonly date: PlainDateText; readonly name?: string }[];
  /** First and last date that the file covers, both included. Absent for dates in the stack file. */
  readonly covers?: { readonly from: PlainDateText; readonly to: PlainDateText };
}

export interface Timetable {
  /** The endpoint's own zone. Absent: the stack's. */
  readonly timezone?: string;
  readonly baseline: Limits;
  readonly windows: Named<Window>;
  readonly exceptions: readonly Exception[];
  readonly readyBeforeMinutes: number;
  /** An aim: as far as `maxActions` allows. `never`: actions fire only when limits change. @default 15 */
  readonly reassertEveryMinutes: number | "never";
  /** The plan stops at this many scheduled actions. Absent: neither the timetable nor the stack sets it. */
  readonly maxActions?: number;
  readonly override?: Override;
}

/**
 * A recurring or dated interval with its limits.
 *
 * `fromMinute`: minute of the start day, 0-1439. `lengthMinutes`: 0 if the file gives the same moment twice,
 * which a rule refuses. Over 1440 only for `from: fri 18:00` forms. `timezone`: the zone of its days and times, absent
 * if it is the timetable's.
 */
export interface Window {
  readonly starts: { readonly days: readonly Weekday[] } | { readonly dates: readonly PlainDateText[] };
  readonly fromMinute: number;
  readonly lengthMinutes: number;
  readonly limits: Limits;
  readonly timezone?: string;
}

export interface Exception {
  readonly on: { readonly calendar: string } | { readonly dates: readonly PlainDateText[] };
  readonly use: "baseline" | Weekday | Limits;
}

/** Exactly these limits in `[from, until)`, on the wall clock of the timetable's zone. */
export interface Override {
  readonly from: PlainMinute;
  readonly until: PlainMinute;
  /** `pause`: keep the limits of the minute before `from` and fire nothing. Limits with min = max for `hold: 6`. */
  readonly use: Limits | "pause";
  readonly reason?: string;
}

/** AWS's own form. */
export interface ScheduleConfig {
  readonly schedule: string;
  readonly min: number;
  readonly max: number;
  readonly timezone: string;
}
