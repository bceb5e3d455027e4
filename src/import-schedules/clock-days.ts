import { type EpochDay, toWeekday } from "../time/plain-date";
import { type Weekday, weekdays } from "../time/weekday";
import { listClockChanges, listOffsets, toPlainMinute } from "../time/zone";
import { type Limits, isEqualLimits } from "../timetable/limits";
import type { LimitsInterval } from "./raw-limits";

/** Limits over minutes `[from, to)` of a day or a week; `action`: whose firing brought them. */
export interface LocalInterval {
  readonly from: number;
  readonly to: number;
  readonly limits: Limits;
  readonly action?: string;
}

/** One whole day on the wall clock: gapless over `[0, 1440)`, neighbours differ. */
export interface LocalDay {
  readonly day: EpochDay;
  readonly intervals: readonly LocalInterval[];
}

/**
 * Limits of real time as whole days on a zone's wall clock.
 *
 * Out: sorted; days on which the clock is changed are left out, and those that the span holds in part
 */
export function splitIntoDays(
  zone: string,
  intervals: readonly LimitsInterval[],
): readonly LocalDay[] {
  const [first, last] = [intervals[0], intervals.at(-1)];
  if (first === undefined || last === undefined) return [];
  const changed = findClockChangeDays(zone, first.from, last.to);
  const days = new Map<EpochDay, LocalInterval[]>();
  for (const offset of listOffsets(zone, first.from, last.to)) {
    for (const stretch of intervals) {
      const from = Math.max(stretch.from, offset.from) + offset.offsetMinutes;
      const to = Math.min(stretch.to, offset.to) + offset.offsetMinutes;
      for (let day = Math.floor(from / 1440); day * 1440 < to; day++) {
        const part = { from: Math.max(0, from - day * 1440), to: Math.min(1440, to - day * 1440) };
        days.set(day, [...(days.get(day) ?? []), { ...stretch, ...part }]);
      }
    }
  }
  return [...days]
    .filter(([day]) => !changed.has(day))
    .map(([day, parts]) => ({ day, intervals: joinIntervals(parts) }))
    .filter(({ intervals: all }) => all[0]?.from === 0 && all.at(-1)?.to === 1440);
}

/** Days on which a zone's clock is changed. */
export function findClockChangeDays(zone: string, from: number, to: number): ReadonlySet<EpochDay> {
  return new Set(
    listClockChanges(zone, from, to).map(({ at }) => Math.floor(toPlainMinute(zone, at) / 1440)),
  );
}

/** The usual day of each weekday: the one that comes most often. Out: a weekday that never comes is left out */
export function findUsualDays(days: readonly LocalDay[]): ReadonlyMap<Weekday, LocalDay> {
  return new Map(
    weekdays.flatMap((weekday) => {
      const groups = new Map<string, LocalDay[]>();
      for (const day of days) {
        if (toWeekday(day.day) !== weekday) continue;
        const key = formatProfile(day.intervals);
        groups.set(key, [...(groups.get(key) ?? []), day]);
      }
      const [most] = [...groups.values()].toSorted((a, b) => b.length - a.length);
      const [usual] = most ?? [];
      return usual === undefined ? [] : [[weekday, usual] as const];
    }),
  );
}

/** The same text for days with the same limits at each minute. */
export function formatProfile(intervals: readonly LocalInterval[]): string {
  return joinIntervals(intervals)
    .map(({ from, limits }) => `${from}:${limits.min}-${limits.max}`)
    .join(" ");
}

/** Neighbours with the same limits as one. */
export function joinIntervals(intervals: readonly LocalInterval[]): readonly LocalInterval[] {
  const done: LocalInterval[] = [];
  for (const stretch of intervals) {
    const last = done.at(-1);
    if (last !== undefined && isEqualLimits(last.limits, stretch.limits)) {
      done[done.length - 1] = { ...last, to: stretch.to };
    } else done.push(stretch);
  }
  return done;
}
