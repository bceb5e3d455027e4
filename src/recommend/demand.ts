import { minutesPerWeek } from "../timetable";
import { type EpochMinute, listOffsets } from "../timetable/time";

/** Requests by interval, without a hole in time. NaN: not known. `start`: the start of the first interval. */
export interface DemandHistory {
  readonly start: EpochMinute;
  readonly intervalMinutes: number;
  readonly requests: readonly number[];
  readonly zone: string;
}

/**
 * A history by minute, with the place of each minute on the wall clock.
 *
 * `rates`: requests per minute, spread evenly over an interval. NaN: not known. `minuteOfWeek`: from Monday, 00:00.
 * `day`: days since the first.
 */
export interface Demand {
  readonly rates: Float64Array;
  readonly minuteOfWeek: Int16Array;
  readonly day: Int16Array;
  readonly days: number;
  /** Days since 1970-01-01 of the first day. */
  readonly firstDay: number;
}

/** 1970-01-01 was a Thursday. */
const daysFromMonday = 3;

/** Spreads a history over the minutes of its zone's wall clock. */
export function toDemand({ start, intervalMinutes, requests, zone }: DemandHistory): Demand {
  const minutes = requests.length * intervalMinutes;
  const rates = Float64Array.from({ length: minutes }, (_, minute) => {
    return (requests[Math.floor(minute / intervalMinutes)] ?? NaN) / intervalMinutes;
  });
  const minuteOfWeek = new Int16Array(minutes);
  const day = new Int16Array(minutes);
  const offsets = listOffsets(zone, start, start + minutes);
  const firstDay = Math.floor((start + (offsets[0]?.offsetMinutes ?? 0)) / 1440);
  for (const { from, to, offsetMinutes } of offsets) {
    for (let at = from; at < to; at++) {
      const plain = at + offsetMinutes;
      minuteOfWeek[at - start] = (plain + daysFromMonday * 1440) % minutesPerWeek;
      day[at - start] = Math.floor(plain / 1440) - firstDay;
    }
  }
  return { rates, minuteOfWeek, day, days: (day.at(-1) ?? -1) + 1, firstDay };
}
