import { cronFields } from "../../aws/facts";
import { type EpochDay, getDaysInMonth, toDateParts, toEpochDay, toWeekday, weekdays } from "../../timetable/time";
import { addAll, type BitSet } from "./bit-set";

/** Years `[first, last]` that a plan treats alike, both included. `repeats`: they hold no dates. */
export interface YearClass {
  readonly first: number;
  readonly last: number;
  readonly repeats: boolean;
}

/**
 * One day of a year with dates or, in years that repeat, all days of a month that fall on one weekday.
 *
 * `month` 0-11. `weekday` 0-6, Monday 0. `dayOfMonth` 1-31 and its date `day`: only if years do not repeat.
 * In a `DaySet` it is bit `bit` (`dayOfMonth - 1`, or `weekday` if years repeat) of word `word`, its month.
 */
export interface DaySlot {
  readonly index: number;
  readonly yearClass: number;
  readonly month: number;
  readonly weekday: number;
  readonly dayOfMonth?: number;
  readonly day?: EpochDay;
  readonly word: number;
  readonly bit: number;
}

/** All days, once each. A set of days is a `DaySet` over these. */
export interface DaySlots {
  readonly yearClasses: readonly YearClass[];
  readonly slots: readonly DaySlot[];
  /** The days of each word on each weekday, as bits, at `word * 7 + weekday`. */
  readonly onWeekday: Int32Array;
  /** By index, the index of the next day. Absent after the last dated year. If years repeat, all months are alike. */
  readonly dayAfter: readonly (number | undefined)[];
}

const { min: firstYear, max: lastYear } = cronFields.year;

/**
 * Builds the days of every year.
 * @param dated The dates `[from, to)` that differ from the week. Absent if there are none.
 */
export function buildDaySlots(dated: { readonly from: EpochDay; readonly to: EpochDay } | undefined): DaySlots {
  const yearClasses = dated === undefined ? [everyYear] : splitYears(dated);
  const days = yearClasses.flatMap((years, yearClass) =>
    years.repeats ? listRepeatingDays(yearClass) : listDaysInYear(years.first, yearClass),
  );
  const slots = days.map((day, index) => ({ index, ...day }));
  return {
    yearClasses,
    slots,
    onWeekday: collectDaysOnWeekdays(slots, yearClasses.length),
    dayAfter: findDaysAfter(slots),
  };
}

/** A dated stretch begins and ends with usual days, so how the day after its years begins follows from any week. */
function findDaysAfter(slots: readonly DaySlot[]): DaySlots["dayAfter"] {
  return slots.map(({ index, weekday, day }) => {
    if (day === undefined) return index - weekday + ((weekday + 1) % 7);
    return slots[index + 1]?.day === undefined ? undefined : index + 1;
  });
}

function collectDaysOnWeekdays(slots: readonly DaySlot[], classes: number): Int32Array {
  const days = new Int32Array(classes * 12 * 7);
  for (const { word, weekday, bit } of slots) {
    const at = word * 7 + weekday;
    days[at] = (days[at] ?? 0) | (1 << bit);
  }
  return days;
}

const everyYear: YearClass = { first: firstYear, last: lastYear, repeats: true };

function splitYears(dated: { readonly from: EpochDay; readonly to: EpochDay }): readonly YearClass[] {
  const first = Math.max(toDateParts(dated.from).year, firstYear);
  const last = Math.min(toDateParts(dated.to - 1).year, lastYear);
  const single = Array.from({ length: last - first + 1 }, (_, i) => ({
    first: first + i,
    last: first + i,
    repeats: false,
  }));
  const before = { first: firstYear, last: first - 1, repeats: true };
  const after = { first: last + 1, last: lastYear, repeats: true };
  return [before, ...single, after].filter((years) => years.first <= years.last);
}

function listRepeatingDays(yearClass: number): readonly Omit<DaySlot, "index">[] {
  return Array.from({ length: 12 }, (_, month) =>
    weekdays.map((_name, weekday) => {
      return { yearClass, month, weekday, word: yearClass * 12 + month, bit: weekday };
    }),
  ).flat();
}

function listDaysInYear(year: number, yearClass: number): readonly Omit<DaySlot, "index">[] {
  return Array.from({ length: 12 }, (_, month) =>
    Array.from({ length: getDaysInMonth(year, month + 1) }, (_day, i) => {
      const day = toEpochDay(year, month + 1, i + 1);
      const weekday = weekdays.indexOf(toWeekday(day));
      const word = yearClass * 12 + month;
      return { yearClass, month, weekday, dayOfMonth: i + 1, day, word, bit: i };
    }),
  ).flat();
}

/** A word for each month, with the bits of `DaySlot`. */
export type DaySet = BitSet;

export function createDaySet({ yearClasses }: DaySlots): DaySet {
  return new Int32Array(yearClasses.length * 12);
}

/** Unites sets of days. */
export function joinDays(days: DaySlots, sets: readonly DaySet[]): DaySet {
  const joined = createDaySet(days);
  for (const set of sets) addAll(joined, set);
  return joined;
}

const bytesAsText = new TextDecoder("latin1");

/** Formats a set as one character a byte, which is faster to make and to compare than any list. */
export function toDaySetKey(days: DaySet): string {
  return bytesAsText.decode(days);
}
