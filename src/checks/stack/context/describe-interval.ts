import { epochMonday } from "../../../timetable";
import {
  type EpochDay,
  formatPlainDate,
  formatPlainTime,
  type PlainMinute,
  toWeekday,
  weekdayNames,
} from "../../../timetable/time";

/**
 * A stretch of the week, as messages say it.
 *
 * In:  minutes of the week, 0 = Monday 00:00; `to` may lie in the week after
 * Out: `Monday 08:00-10:00`, `Sunday 22:00 to Monday 02:00`
 */
export function describeWeekInterval(from: number, to: number): string {
  return describeInterval(
    from + epochMonday,
    to + epochMonday,
    (day) => weekdayNames[toWeekday(day)],
  );
}

/** A stretch of dates, as messages say it: `Friday 2026-12-25 08:00-10:00`. */
export function describeDatedInterval(from: PlainMinute, to: PlainMinute): string {
  return describeInterval(from, to, describeDate);
}

/** A date, as messages say it: `Friday 2026-12-25`. */
export function describeDate(day: EpochDay): string {
  return `${weekdayNames[toWeekday(day)]} ${formatPlainDate(day)}`;
}

/** A moment at which something ends: `Friday 2026-12-25 24:00` rather than Saturday 00:00. */
export function describeEnd(to: PlainMinute): string {
  return describeMoment(describeDate, findDayEndingAt(to), to);
}

function describeInterval(from: number, to: number, dayWords: (day: EpochDay) => string): string {
  const [first, last] = [Math.floor(from / 1440), findDayEndingAt(to)];
  const end = first === last ? `-${formatPlainTime(to - last * 1440)}` : "";
  return `${describeMoment(dayWords, first, from)}${end || ` to ${describeMoment(dayWords, last, to)}`}`;
}

function describeMoment(
  dayWords: (day: EpochDay) => string,
  day: EpochDay,
  at: PlainMinute,
): string {
  return `${dayWords(day)} ${formatPlainTime(at - day * 1440)}`;
}

/** The day to which a minute belongs as an end: midnight ends the day before. */
function findDayEndingAt(to: PlainMinute): EpochDay {
  return Math.ceil(to / 1440) - 1;
}
