import { formatInstant, formatZoned, type EpochMinute } from "../time/instant";
import { type EpochDay, formatPlainDate, toWeekday } from "../time/plain-date";
import { weekdays } from "../time/weekday";
import { toPlainMinute } from "../time/zone";
import { formatWeekday } from "./week-words";

/** `Thu 2026-12-24`. */
export function formatWeekdayDate(day: EpochDay): string {
  return `${formatWeekday(weekdays.indexOf(toWeekday(day)))} ${formatPlainDate(day)}`;
}

/** Local time with the day's offset: `Mon 2026-11-23 18:00 +01:00`. */
export function formatLocal(zone: string, at: EpochMinute): string {
  const day = Math.floor(toPlainMinute(zone, at) / 1440);
  const [, time = "", offset = ""] = /T(\d\d:\d\d)(.*)$/.exec(formatZoned(zone, at)) ?? [];
  return `${formatWeekdayDate(day)} ${time} ${offset}`;
}

/** UTC: `2026-11-23 17:00Z`. */
export function formatUtc(at: EpochMinute): string {
  return formatInstant(at).replace("T", " ");
}
