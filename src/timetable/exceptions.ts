import { type ActiveSpan, isSchedulable, shiftSpan } from "./layers";
import type { Calendar, Exception, Named, PlainDateText } from "./model";
import { type EpochDay, parsePlainDate, toWeekday } from "./time";
import type { WindowStarts } from "./windows";

/** What holds on a date that an exception lists; `layer` is `exception <calendar or date>`. */
export interface ExceptionDay {
  readonly layer: string;
  readonly use: Exception["use"];
  /** Index of the entry that decides. */
  readonly entry: number;
}

/**
 * What an exception makes of its day, in plain minutes.
 *
 * `starts`: what starts in place of the recurring windows. `changes`: the exception's own layer, for
 * as long as a window that it takes away or brings would run, or its limits hold; empty on a day that
 * would be the same without it.
 */
export interface ExceptionStarts {
  readonly starts: readonly ActiveSpan[];
  readonly changes: readonly ActiveSpan[];
}

/** Exceptions stand before windows in `because`, whose order counts from 0. */
const exceptionOrder = -1;

/**
 * The entry that decides on each listed date: the first one that lists it.
 *
 * In:  an entry whose calendar is not there lists nothing, checks report it
 * Out: only dates that can be scheduled
 */
export function findExceptionDays(
  exceptions: readonly Exception[],
  calendars: Named<Calendar>,
): ReadonlyMap<EpochDay, ExceptionDay> {
  const days = new Map<EpochDay, ExceptionDay>();
  exceptions.forEach(({ on, use }, entry) => {
    for (const date of listExceptionDates(on, calendars)) {
      const day = parsePlainDate(date);
      if (day === undefined || !isSchedulable(day) || days.has(day)) continue;
      const name = "calendar" in on ? on.calendar : date;
      days.set(day, { layer: `exception ${name}`, use, entry });
    }
  });
  return days;
}

/** The dates an entry lists, in the order of their list; none when its calendar is not there. */
export function listExceptionDates(
  on: Exception["on"],
  calendars: Named<Calendar>,
): readonly PlainDateText[] {
  if ("dates" in on) return on.dates;
  if (!Object.hasOwn(calendars, on.calendar)) return [];
  return calendars[on.calendar]?.dates.map(({ date }) => date) ?? [];
}

/**
 * The layer of exceptions: what happens on one of their days.
 *
 * Out: with a weekday, that weekday's windows; with limits, these for the whole date; else nothing starts
 */
export function findExceptionStarts(
  day: EpochDay,
  { layer, use }: ExceptionDay,
  onWeekday: WindowStarts["onWeekday"],
): ExceptionStarts {
  const usual = onWeekday[toWeekday(day)];
  const instead = typeof use === "string" && use !== "baseline" ? onWeekday[use] : [];
  const own = { order: exceptionOrder, layer };
  const fixed = typeof use === "string" ? [] : [{ ...own, from: 0, to: 1440, limits: use }];
  const different = [
    ...usual.filter((span) => !instead.includes(span)),
    ...instead.filter((span) => !usual.includes(span)),
  ].map(({ from, to }) => ({ ...own, from, to }));
  const here = (spans: readonly ActiveSpan[]): readonly ActiveSpan[] =>
    spans.map((span) => shiftSpan(span, day * 1440));
  return { starts: here(instead), changes: here([...fixed, ...different]) };
}
