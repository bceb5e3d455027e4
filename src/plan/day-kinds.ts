import { classesOf, type Classes } from "./classes-of";
import type { DayProfile } from "./day-profiles";
import type { DaySlot, DaySlots } from "./day-slots";

/**
 * Days that no product needs to tell apart: a year class, a class of months and one of weekdays; and one of days of
 * the month, in a month in which dates decide anything in that year.
 */
export interface DayKind {
  readonly yearClass: number;
  readonly month: number;
  readonly weekday: number;
  readonly dayOfMonth?: number;
}

/** Numbers as in `DaySlot`, but `daysOfMonth` from 0. */
export interface DayKinds {
  readonly kinds: readonly DayKind[];
  /** By slot, the index of its kind. */
  readonly kindOf: readonly number[];
  readonly months: Classes;
  readonly weekdays: Classes;
  readonly daysOfMonth: Classes;
}

/** With more days on which dates decide, more months that have such, or more years, kinds are too many. */
const mostSpecialDays = 16;
const mostSpecialMonths = 4;
const mostYearClasses = 30;

/**
 * The kinds of day of one pair of limits: days of one kind ask for the same, and so do their months, weekdays and days
 * of the month.
 *
 * In:  profiles with the runs of these limits only
 * Out: undefined where dates decide on more than a few days
 */
export function dayKinds(profiles: readonly DayProfile[], days: DaySlots): DayKinds | undefined {
  const times = timesOf(profiles, days);
  const special = specialDays(times, days);
  if (special === undefined) return undefined;
  const timesAt = ({ index }: DaySlot): number => times[index] ?? 0;
  const weekdays = classesOf(7, (weekday) => {
    const own = special.filter((slot) => slot.weekday === weekday);
    const told = new Set(own.map((slot) => `${slot.word}:${timesAt(slot)}`));
    return [times[weekday] ?? 0, ...told].join();
  });
  const months = classesOf(12, (month) =>
    special.some((slot) => slot.month === month) ? `${month}` : "",
  );
  const words = new Set(special.map(({ word }) => word));
  const byDate = days.slots.filter(({ word }) => words.has(word));
  const daysOfMonth = classesOf(31, (date) =>
    byDate
      .filter(({ bit }) => bit === date)
      .map((slot) => [slot.word, weekdays.of[slot.weekday], timesAt(slot)].join(":"))
      .join(),
  );
  const ofSlots = days.slots.map(({ yearClass, month, weekday, word, bit }) => ({
    yearClass,
    month: months.of[month] ?? 0,
    weekday: weekdays.of[weekday] ?? 0,
    ...(words.has(word) && { dayOfMonth: daysOfMonth.of[bit] ?? 0 }),
  }));
  const alike = classesOf(ofSlots.length, (slot) => Object.values(ofSlots[slot] ?? {}).join());
  const kinds = alike.classes.flatMap(([slot = 0]) => ofSlots[slot] ?? []);
  return { kinds, kindOf: alike.of, months, weekdays, daysOfMonth };
}

/** By slot a number for the times at which its runs begin and end, 0 where it has none. */
function timesOf(profiles: readonly DayProfile[], { slots }: DaySlots): Int32Array {
  const times = new Int32Array(slots.length);
  const known = new Map([["", 0]]);
  for (const profile of profiles) {
    const own = profile.runs.map(({ from, to, changes }) => `${from}-${to}${changes ? "!" : ""}`);
    const text = own.join();
    const number = known.get(text) ?? known.size;
    known.set(text, number);
    for (const slot of profile.slots) times[slot] = number;
  }
  return times;
}

/** The days that are not as their weekday is in years that repeat; undefined where they are many. */
function specialDays(
  times: Int32Array,
  { slots, yearClasses }: DaySlots,
): readonly DaySlot[] | undefined {
  if (yearClasses[0]?.repeats !== true || yearClasses.length > mostYearClasses) return undefined;
  const special: DaySlot[] = [];
  const words = new Set<number>();
  for (const slot of slots) {
    if (times[slot.index] === times[slot.weekday]) continue;
    special.push(slot);
    words.add(slot.word);
    if (special.length > mostSpecialDays || words.size > mostSpecialMonths) return undefined;
  }
  return special;
}
