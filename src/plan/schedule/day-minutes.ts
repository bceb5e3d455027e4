import { type BitSet, listBits } from "./bits";

/** Minutes of a day: words of 30 bits, two for each hour. */
export type DayMinutes = BitSet;

/** Minutes of the hour: bits 0-29 of `early` are minutes 0-29, those of `late` 30-59. */
export interface HourMinutes {
  readonly early: number;
  readonly late: number;
}

/** Times of day: each of `minutes` in each of `hours` (bit `hour`). */
export interface TimeProduct {
  readonly hours: number;
  readonly minutes: HourMinutes;
}

export function createDayMinutes(): DayMinutes {
  return new Int32Array(48);
}

/** Adds the minutes `[from, to)` of the day. */
export function addInterval(set: DayMinutes, from: number, to: number): void {
  for (let word = Math.floor(from / 30); word * 30 < to; word++) {
    const [first, end] = [Math.max(from - word * 30, 0), Math.min(to - word * 30, 30)];
    set[word] = (set[word] ?? 0) | ((2 ** end - 2 ** first) | 0);
  }
}

export function addTimes(set: DayMinutes, { hours, minutes }: TimeProduct): void {
  for (const hour of listBits(hours)) {
    set[hour * 2] = (set[hour * 2] ?? 0) | minutes.early;
    set[hour * 2 + 1] = (set[hour * 2 + 1] ?? 0) | minutes.late;
  }
}

export function toDayMinutes(times: TimeProduct): DayMinutes {
  const set = createDayMinutes();
  addTimes(set, times);
  return set;
}

export function getHour(set: DayMinutes, hour: number): HourMinutes {
  return { early: set[hour * 2] ?? 0, late: set[hour * 2 + 1] ?? 0 };
}

export function hasMinute(set: DayMinutes, minute: number): boolean {
  return (((set[Math.floor(minute / 30)] ?? 0) >> (minute % 30)) & 1) === 1;
}

export function listHourMinutes({ early, late }: HourMinutes): readonly number[] {
  return [...listBits(early), ...listBits(late).map((bit) => bit + 30)];
}

export function toHourMinutes(minutes: readonly number[]): HourMinutes {
  let [early, late] = [0, 0];
  for (const minute of minutes) {
    if (minute < 30) early |= 1 << minute;
    else late |= 1 << (minute - 30);
  }
  return { early, late };
}

/** Lists the minutes of the day at which the times fall, sorted. */
export function listTimes({ hours, minutes }: TimeProduct): readonly number[] {
  return listBits(hours).flatMap((hour) => listHourMinutes(minutes).map((minute) => hour * 60 + minute));
}

/**
 * Counts the minutes of a day from which the next firing is at most `every` minutes away, if every day is like this one.
 */
export function countReached(fired: DayMinutes, every: number): number {
  let [reached, first, last] = [0, -1, -1];
  for (let word = 0; word < 48; word++) {
    for (let rest = fired[word] ?? 0; rest !== 0; rest &= rest - 1) {
      const at = word * 30 + 31 - Math.clz32(rest & -rest);
      if (last < 0) first = at;
      else reached += Math.min(at - last, every);
      last = at;
    }
  }
  return last < 0 ? 0 : reached + Math.min(first + 1440 - last, every);
}
