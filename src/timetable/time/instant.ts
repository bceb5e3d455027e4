import { Temporal } from "temporal-polyfill";
import {
  type EpochDay,
  formatPlainDate,
  formatPlainMinute,
  formatWeekday,
  toWeekday,
  weekdays,
} from "./plain-date-time";
import { getOffsetMinutes, toPlainMinute } from "./time-zone";

/** Minutes since 1970-01-01T00:00Z. */
export type EpochMinute = number;

/**
 * A moment as ISO 8601 with `Z` or an offset.
 *
 * Out: the minute that holds it; undefined for anything else, also for a time without offset
 */
export function parseInstant(text: string): EpochMinute | undefined {
  try {
    return Math.floor(Temporal.Instant.from(text.trim()).epochMilliseconds / 60_000);
  } catch {
    return undefined;
  }
}

/** The minute that holds a moment of the clock, or of an answer of AWS's SDK. */
export function toInstant(date: Date): EpochMinute {
  return Math.floor(date.getTime() / 60_000);
}

/** `YYYY-MM-DDTHH:MMZ`. */
export function formatInstant(at: EpochMinute): string {
  return `${formatPlainMinute(at)}Z`;
}

/** The wall clock with its offset, `YYYY-MM-DDTHH:MM+01:00`; +00:00 where it shows UTC. */
export function formatZoned(zone: string, at: EpochMinute): string {
  const offset = getOffsetMinutes(zone, at);
  const size = Math.abs(offset);
  const hours = String(Math.floor(size / 60)).padStart(2, "0");
  const minutes = String(size % 60).padStart(2, "0");
  return `${formatPlainMinute(at + offset)}${offset < 0 ? "-" : "+"}${hours}:${minutes}`;
}

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
