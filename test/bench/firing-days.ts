import { datePartsOf, epochDayOf, weekdayOf } from "../../src/time/plain-date";
import { weekdays } from "../../src/time/weekday";
import { epochMonday, segmentsBetween, type Timeline } from "../../src/timetable/timeline";

/** The limits at each minute of a day, none in a pause, and those at the minute before it. */
export interface Pattern {
  readonly minutes: readonly string[];
  readonly before: string;
}

/**
 * One day; in years without dates, of all days of a month that fall on one weekday the one on `dayOfMonth`.
 *
 * `pattern` an index into `Days.patterns`; `month` 0-11; `weekday` 0-6 from Monday
 */
export interface Day {
  readonly pattern: number;
  readonly years: number;
  readonly month: number;
  readonly weekday: number;
  readonly dayOfMonth: number;
}

/** The days there are. */
export interface Days {
  readonly patterns: readonly Pattern[];
  readonly list: readonly Day[];
  /** Each day with one that comes right after it, if any does. */
  readonly follows: readonly (readonly [number, number | undefined])[];
  /** For each group of years, counted as in `Day.years`, whether its days are told one by one. */
  readonly single: readonly boolean[];
}

/** A week for ever, or all years: those that hold a date day by day, those before and after without end. */
export function firingDays(timeline: Timeline): Days {
  const { dated, timezone, week } = timeline;
  const patterns = new Patterns();
  const monday = epochMonday / 1440;
  const usual = Array.from({ length: 7 }, (_, weekday) => {
    const pattern = patterns.of({ timezone, week }, monday + weekday);
    return { pattern, years: 0, month: 0, weekday, dayOfMonth: 1 };
  });
  if (dated === undefined) {
    const follows = usual.map((_, d) => [d, (d + 1) % 7] as const);
    return { patterns: patterns.list, list: usual, follows, single: [false] };
  }
  const years = yearsBetween(datePartsOf(dated.from).year, datePartsOf(dated.to - 1).year);
  const told = years.map((year, i) => daysOfYear(timeline, patterns, year, i + 1));
  const standing = standingDays(told.flat(), usual);
  const [before, after] = [0, years.length + 1].map((group) =>
    standing.flatMap((dayOfMonth, month) =>
      usual.map((day): Day => ({ ...day, years: group, month, dayOfMonth })),
    ),
  );
  const list = [...(before ?? []), ...told.flat(), ...(after ?? [])];
  const single = [false, ...years.map(() => true), false];
  const follows = list.map(({ weekday, years }, d) => {
    if (single[years] !== true) return [d, d - weekday + ((weekday + 1) % 7)] as const;
    return [d, single[list[d + 1]?.years ?? 0] === true ? d + 1 : undefined] as const;
  });
  return { patterns: patterns.list, list, follows, single };
}

/** Every pair of limits that holds at any time. */
export function limitsOf({ patterns }: Days): readonly string[] {
  return [...new Set(patterns.flatMap(({ minutes }) => minutes))].filter((limits) => limits !== "");
}

/** Patterns that are equal are one. */
class Patterns {
  readonly list: Pattern[] = [];
  private readonly known = new Map<string, number>();

  of(timeline: Timeline, epochDay: number): number {
    const start = epochDay * 1440;
    const all = segmentsBetween(timeline, start - 1, start + 1440).flatMap((segment) => {
      const { from, to, limits, paused } = segment;
      const text = paused === true ? "" : `${limits.min}/${limits.max}`;
      return Array.from({ length: to - from }, () => text);
    });
    const key = all.join();
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const [before = "", ...minutes] = all;
    this.known.set(key, this.list.length);
    return this.list.push({ before, minutes }) - 1;
  }
}

function daysOfYear(
  timeline: Timeline,
  patterns: Patterns,
  year: number,
  years: number,
): readonly Day[] {
  const [first, end] = [epochDayOf(year, 1, 1), epochDayOf(year + 1, 1, 1)];
  return Array.from({ length: end - first }, (_, i) => {
    const { month, day: dayOfMonth } = datePartsOf(first + i);
    const weekday = weekdays.indexOf(weekdayOf(first + i));
    return {
      pattern: patterns.of(timeline, first + i),
      years,
      month: month - 1,
      weekday,
      dayOfMonth,
    };
  });
}

/**
 * For each month the day of the month that stands for all in years without dates: one on which the month
 * differs from the week in some year, or else one on which many months do.
 */
function standingDays(told: readonly Day[], usual: readonly Day[]): readonly number[] {
  const special = told.filter(({ weekday, pattern }) => usual[weekday]?.pattern !== pattern);
  const most = mostFrequent(special) ?? 1;
  return Array.from(
    { length: 12 },
    (_, month) => mostFrequent(special.filter((day) => day.month === month)) ?? most,
  );
}

function mostFrequent(days: readonly Day[]): number | undefined {
  const counts = new Map<number, number>();
  for (const { dayOfMonth } of days) counts.set(dayOfMonth, (counts.get(dayOfMonth) ?? 0) + 1);
  return [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0];
}

function yearsBetween(first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}
