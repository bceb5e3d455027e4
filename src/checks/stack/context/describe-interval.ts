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
 * Describes an interval of the week.
 * @param from - minute of the week, 0 = Monday 00:00
 * @param to - may lie in the next week
 * @returns `Monday 08:00-10:00`, `Sunday 22:00 to Monday 02:00`
 */
export function describeWeekInterval(from: number, to: number): string {
  return describeInterval(from + epochMonday, to + epochMonday, (day) => weekdayNames[toWeekday(day)]);
}

/** Describes an interval of dates: `Friday 2026-12-25 08:00-10:00`. */
export function describeDatedInterval(from: PlainMinute, to: PlainMinute): string {
  return describeInterval(from, to, describeDate);
}

/** Describes a date: `Friday 2026-12-25`. */
export function describeDate(day: EpochDay): string {
  return `${weekdayNames[toWeekday(day)]} ${formatPlainDate(day)}`;
}

/** Describes an end: `Friday 2026-12-25 24:00`, not Saturday 00:00. */
export function describeEnd(to: PlainMinute): string {
  const day = findDayEndingAt(to);
  return `${describeDate(day)} ${formatTimeOn(day, to)}`;
}

/** Names a layer of a timetable as messages do: `window "batch"`. */
export function quoteWindow(layer: string): string {
  return layer.replace(/^window (.*)$/su, 'window "$1"');
}

function describeInterval(from: number, to: number, formatDay: (day: EpochDay) => string): string {
  const [first, last] = [Math.floor(from / 1440), findDayEndingAt(to)];
  const separator = first === last ? "-" : ` to ${formatDay(last)} `;
  return `${formatDay(first)} ${formatTimeOn(first, from)}${separator}${formatTimeOn(last, to)}`;
}

function formatTimeOn(day: EpochDay, at: PlainMinute): string {
  return formatPlainTime(at - day * 1440);
}

/** Midnight ends the day before. */
function findDayEndingAt(to: PlainMinute): EpochDay {
  return Math.ceil(to / 1440) - 1;
}
