import { type EpochDay, weekdayOf } from "../time/plain-date";
import { type Weekday, weekdays } from "../time/weekday";
import { clockChanges, offsetsBetween, toPlainMinute } from "../time/zone";
import { type Limits, sameLimits } from "../timetable/limits";
import type { LimitsStretch } from "./raw-limits";

/** Limits over minutes `[from, to)` of a day or a week; `action`: whose firing brought them. */
export interface ClockStretch {
  readonly from: number;
  readonly to: number;
  readonly limits: Limits;
  readonly action?: string;
}

/** One whole day on the wall clock: gapless over `[0, 1440)`, neighbours differ. */
export interface ClockDay {
  readonly day: EpochDay;
  readonly stretches: readonly ClockStretch[];
}

/**
 * Limits of real time as whole days on a zone's wall clock.
 *
 * Out: sorted; days on which the clock is changed are left out, and those that the span holds in part
 */
export function clockDays(zone: string, stretches: readonly LimitsStretch[]): readonly ClockDay[] {
  const [first, last] = [stretches[0], stretches.at(-1)];
  if (first === undefined || last === undefined) return [];
  const changed = changeDays(zone, first.from, last.to);
  const days = new Map<EpochDay, ClockStretch[]>();
  for (const offset of offsetsBetween(zone, first.from, last.to)) {
    for (const stretch of stretches) {
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
    .map(([day, parts]) => ({ day, stretches: joined(parts) }))
    .filter(({ stretches: all }) => all[0]?.from === 0 && all.at(-1)?.to === 1440);
}

/** Days on which a zone's clock is changed. */
export function changeDays(zone: string, from: number, to: number): ReadonlySet<EpochDay> {
  return new Set(
    clockChanges(zone, from, to).map(({ at }) => Math.floor(toPlainMinute(zone, at) / 1440)),
  );
}

/** The usual day of each weekday: the one that comes most often. Out: a weekday that never comes is left out */
export function usualDays(days: readonly ClockDay[]): ReadonlyMap<Weekday, ClockDay> {
  return new Map(
    weekdays.flatMap((weekday) => {
      const groups = new Map<string, ClockDay[]>();
      for (const day of days) {
        if (weekdayOf(day.day) !== weekday) continue;
        const key = profileOf(day.stretches);
        groups.set(key, [...(groups.get(key) ?? []), day]);
      }
      const [most] = [...groups.values()].toSorted((a, b) => b.length - a.length);
      const [usual] = most ?? [];
      return usual === undefined ? [] : [[weekday, usual] as const];
    }),
  );
}

/** The same text for days with the same limits at each minute. */
export function profileOf(stretches: readonly ClockStretch[]): string {
  return joined(stretches)
    .map(({ from, limits }) => `${from}:${limits.min}-${limits.max}`)
    .join(" ");
}

/** Neighbours with the same limits as one. */
export function joined(stretches: readonly ClockStretch[]): readonly ClockStretch[] {
  const done: ClockStretch[] = [];
  for (const stretch of stretches) {
    const last = done.at(-1);
    if (last !== undefined && sameLimits(last.limits, stretch.limits)) {
      done[done.length - 1] = { ...last, to: stretch.to };
    } else done.push(stretch);
  }
  return done;
}
