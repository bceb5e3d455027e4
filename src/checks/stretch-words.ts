import { formatPlainDate, weekdayOf, type EpochDay, type PlainMinute } from "../time/plain-date";
import { formatPlainTime } from "../time/plain-time";
import { weekdayNames } from "../time/weekday";
import { epochMonday } from "../timetable/timeline";

/**
 * A stretch of the week, as messages say it.
 *
 * In:  minutes of the week, 0 = Monday 00:00; `to` may lie in the week after
 * Out: `Monday 08:00-10:00`, `Sunday 22:00 to Monday 02:00`
 */
export function weekStretchWords(from: number, to: number): string {
  return stretchWords(from + epochMonday, to + epochMonday, (day) => weekdayNames[weekdayOf(day)]);
}

/** A stretch of dates, as messages say it: `Friday 2026-12-25 08:00-10:00`. */
export function datedStretchWords(from: PlainMinute, to: PlainMinute): string {
  return stretchWords(from, to, dateWords);
}

/** A date, as messages say it: `Friday 2026-12-25`. */
export function dateWords(day: EpochDay): string {
  return `${weekdayNames[weekdayOf(day)]} ${formatPlainDate(day)}`;
}

/** A moment at which something ends: `Friday 2026-12-25 24:00` rather than Saturday 00:00. */
export function endWords(to: PlainMinute): string {
  return momentWords(dateWords, dayEndingAt(to), to);
}

function stretchWords(from: number, to: number, dayWords: (day: EpochDay) => string): string {
  const [first, last] = [Math.floor(from / 1440), dayEndingAt(to)];
  const end = first === last ? `-${formatPlainTime(to - last * 1440)}` : "";
  return `${momentWords(dayWords, first, from)}${end || ` to ${momentWords(dayWords, last, to)}`}`;
}

function momentWords(dayWords: (day: EpochDay) => string, day: EpochDay, at: PlainMinute): string {
  return `${dayWords(day)} ${formatPlainTime(at - day * 1440)}`;
}

/** The day to which a minute belongs as an end: midnight ends the day before. */
function dayEndingAt(to: PlainMinute): EpochDay {
  return Math.ceil(to / 1440) - 1;
}
