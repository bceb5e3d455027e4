import { cronFields } from "../../aws/facts";
import { type EpochDay, getDaysInMonth, toDateParts, toEpochDay, toWeekday, weekdays } from "../../timetable/time";
import type { BitSet } from "./bits";

/** Years `[first, last]` that a plan treats alike, both included. `repeats`: they hold no dates. */
export interface YearClass {
  readonly first: number;
  readonly last: number;
  readonly repeats: boolean;
}

/**
 * One month of one year class. `month` 0-11. `all`: its days, as bits. `onWeekday`: those on each weekday, Monday first.
 *
 * Bit `dayOfMonth - 1`. If years repeat, bit `weekday`: all days of the month on one weekday are alike.
 */
export interface PlannedMonth {
  readonly yearClass: YearClass;
  readonly month: number;
  readonly all: number;
  readonly onWeekday: readonly number[];
  /** The first of the month. Absent if years repeat. */
  readonly firstDay?: EpochDay;
}

/** Every day from the year of the plan on. `months`: twelve for each year class, in order. */
export interface PlannedDays {
  readonly yearClasses: readonly YearClass[];
  readonly months: readonly PlannedMonth[];
}

/** Some of the planned days: a word for each of `PlannedDays.months`. */
export type DaySet = BitSet;

const lastYear = cronFields.year.max;

/** Plans from a year on. `dated`: the dates `[from, to)` that differ from the week; earlier years are over. */
export function planDays(dated: { readonly from: EpochDay; readonly to: EpochDay } | undefined, firstYear: number) {
  const yearClasses = splitYears(dated, firstYear);
  return { yearClasses, months: yearClasses.flatMap(listMonths) };
}

function splitYears(
  dated: { readonly from: EpochDay; readonly to: EpochDay } | undefined,
  firstYear: number,
): readonly YearClass[] {
  const everyYear = { first: firstYear, last: lastYear, repeats: true };
  if (dated === undefined) return [everyYear];
  const first = Math.max(toDateParts(dated.from).year, firstYear);
  const last = Math.min(toDateParts(dated.to - 1).year, lastYear);
  if (last < first) return [everyYear];
  const single = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  return [
    { first: firstYear, last: first - 1, repeats: true },
    ...single.map((year) => ({ first: year, last: year, repeats: false })),
    { first: last + 1, last: lastYear, repeats: true },
  ].filter((years) => years.first <= years.last);
}

function listMonths(yearClass: YearClass): readonly PlannedMonth[] {
  return Array.from({ length: 12 }, (_, month) =>
    yearClass.repeats
      ? { yearClass, month, all: 0x7f, onWeekday: weekdays.map((_name, weekday) => 1 << weekday) }
      : createDatedMonth(yearClass, month),
  );
}

function createDatedMonth(yearClass: YearClass, month: number): PlannedMonth {
  const firstDay = toEpochDay(yearClass.first, month + 1, 1);
  const length = getDaysInMonth(yearClass.first, month + 1);
  const onWeekday = weekdays.map(() => 0);
  for (let index = 0; index < length; index++) {
    const weekday = weekdays.indexOf(toWeekday(firstDay + index));
    onWeekday[weekday] = (onWeekday[weekday] ?? 0) | (1 << index);
  }
  return { yearClass, month, all: onWeekday.reduce((mask, days) => mask | days, 0), onWeekday, firstDay };
}

export function createDaySet({ months }: PlannedDays): DaySet {
  return new Int32Array(months.length);
}

/** The days of a month on some weekdays, as bits. `mask`: weekdays as bits, Monday is bit 0. */
export function getWeekdays({ onWeekday }: PlannedMonth, mask: number): number {
  let days = 0;
  for (let weekday = 0; weekday < 7; weekday++) {
    if (((mask >> weekday) & 1) === 1) days |= onWeekday[weekday] ?? 0;
  }
  return days;
}
