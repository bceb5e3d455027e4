import type { PlainMinute, Weekday } from "./time";

/** Whether two pairs are the same pair. */
export function isEqualLimits(a: Limits, b: Limits): boolean {
  return a.min === b.min && a.max === b.max;
}

/** The limits where two windows are active: the largest min and the largest max. */
export function combineLimits(a: Limits, b: Limits): Limits {
  return { min: Math.max(a.min, b.min), max: Math.max(a.max, b.max) };
}

/** Limits as reports write them: `1-4`, and `8` where min and max are the same. */
export function formatLimits({ min, max }: Limits): string {
  return min === max ? String(min) : `${min}-${max}`;
}

/**
 * What differs between two pairs of limits: `min 4 -> 6`, `max 12 -> 8`, `min 4 -> 6, max 12 -> 16`.
 *
 * Out: empty for the same pair
 */
export function formatLimitsChange(before: Limits, after: Limits): string {
  return [
    ...(before.min === after.min ? [] : [`min ${before.min} -> ${after.min}`]),
    ...(before.max === after.max ? [] : [`max ${before.max} -> ${after.max}`]),
  ].join(", ");
}

/** The pair of bounds that Application Auto Scaling keeps the instance count within. Instances, min <= max. */
export interface Limits {
  readonly min: number;
  readonly max: number;
}

/** A day as `YYYY-MM-DD`, checked to exist. */
export type PlainDateText = string;

/** Names to values, in the order of the stack file. */
export type Named<T> = Readonly<Record<string, T>>;

/** A calendar as loaded: sorted, no date twice. */
export interface Calendar {
  readonly dates: readonly { readonly date: PlainDateText; readonly name?: string }[];
  /** First and last date the file vouches for, both included; absent for dates written in the stack file. */
  readonly covers?: { readonly from: PlainDateText; readonly to: PlainDateText };
}

export interface Timetable {
  /** The endpoint's own zone; absent: the stack's. */
  readonly timezone?: string;
  readonly baseline: Limits;
  readonly windows: Named<Window>;
  readonly exceptions: readonly Exception[];
  readonly readyBeforeMinutes: number;
  /** `neverReassert`: actions fire only where limits change. Default 15. */
  readonly reassertEveryMinutes: number | "never";
  readonly override?: Override;
}

/**
 * A stretch that starts on some days and lasts `lengthMinutes`.
 *
 * `starts`: weekdays, or dates. `fromMinute`: minute of the start day, 0-1439. `lengthMinutes`: 0 when
 * the file gives the same moment twice (refused by a check); over 1440 only for `from: fri 18:00` forms.
 */
export interface Window {
  readonly starts:
    { readonly days: readonly Weekday[] } | { readonly dates: readonly PlainDateText[] };
  readonly fromMinute: number;
  readonly lengthMinutes: number;
  readonly limits: Limits;
}

export interface Exception {
  readonly on: { readonly calendar: string } | { readonly dates: readonly PlainDateText[] };
  readonly use: "baseline" | Weekday | Limits;
}

/** Exactly these limits in `[from, until)`, wall clock of the timetable's zone. */
export interface Override {
  readonly from: PlainMinute;
  readonly until: PlainMinute;
  /** `pause`: keep what the timetable says at `from` and fire nothing; limits with min = max for `hold: 6`. */
  readonly use: Limits | "pause";
  readonly reason?: string;
}

/** AWS's own form; `timezone` default: the stack's, else UTC. */
export interface ScheduleConfig {
  readonly schedule: string;
  readonly min: number;
  readonly max: number;
  readonly timezone: string;
}
