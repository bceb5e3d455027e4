import { type ActiveSpan, isSchedulable, shiftSpan } from "./layers";
import type { Calendar, Exception, Named, PlainDateText } from "./model";
import { type EpochDay, parsePlainDate, toWeekday, type Weekday } from "./time";
import type { WindowStarts } from "./window-starts";

/** The exception that applies on a date. `layer`: `exception <calendar or date>`. */
export interface ExceptionDay {
  readonly layer: string;
  readonly use: Exception["use"];
  /** Index of the exception in the stack file. */
  readonly entry: number;
}

/**
 * What an exception makes of its day, in plain minutes.
 *
 * `starts`: the spans that replace the recurring windows. `changes`: the exception's own layer while its
 * limits apply or a window runs that it adds or removes. Empty if the day would be the same without it.
 */
export interface ExceptionStarts {
  readonly starts: readonly ActiveSpan[];
  readonly changes: readonly ActiveSpan[];
}

/** Sorts exceptions before windows in `reasons`: windows count from 0. */
const exceptionOrder = -1;

/** Finds the exception for each listed date that AWS can schedule: the first that lists it. */
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

/** Lists an exception's dates as written. Empty for an unknown calendar, which a rule reports. */
export function listExceptionDates(on: Exception["on"], calendars: Named<Calendar>): readonly PlainDateText[] {
  if ("dates" in on) return on.dates;
  if (!Object.hasOwn(calendars, on.calendar)) return [];
  return calendars[on.calendar]?.dates.map(({ date }) => date) ?? [];
}

/** Lists the recurring windows that start on an exception's date, in minutes from its midnight. */
export function listWindowsToStart(use: Exception["use"], onWeekday: WindowStarts["onWeekday"]): readonly ActiveSpan[] {
  return isWeekdayUse(use) ? onWeekday[use] : [];
}

/** Whether an exception starts another weekday's windows. */
export function isWeekdayUse(use: Exception["use"]): use is Weekday {
  return typeof use === "string" && use !== "baseline";
}

/** Finds what starts on an exception's date: another weekday's windows, fixed limits all day, or nothing. */
export function findExceptionStarts(
  day: EpochDay,
  { layer, use }: ExceptionDay,
  onWeekday: WindowStarts["onWeekday"],
): ExceptionStarts {
  const weekly = onWeekday[toWeekday(day)];
  const starts = listWindowsToStart(use, onWeekday);
  const exception = { order: exceptionOrder, layer };
  const fixed = typeof use === "string" ? [] : [{ ...exception, from: 0, to: 1440, limits: use }];
  const changed = [
    ...weekly.filter((span) => !starts.includes(span)),
    ...starts.filter((span) => !weekly.includes(span)),
  ].map(({ from, to }) => ({ ...exception, from, to }));
  const moveToDay = (spans: readonly ActiveSpan[]): readonly ActiveSpan[] =>
    spans.map((span) => shiftSpan(span, day * 1440));
  return { starts: moveToDay(starts), changes: moveToDay([...fixed, ...changed]) };
}
