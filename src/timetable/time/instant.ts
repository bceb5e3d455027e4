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

/** Parses ISO 8601 with `Z` or an offset to the minute that holds it. undefined for anything else. */
export function parseInstant(text: string): EpochMinute | undefined {
  try {
    return Math.floor(Temporal.Instant.from(text.trim()).epochMilliseconds / 60_000);
  } catch {
    return undefined;
  }
}

/** Converts a `Date` to the minute that holds it. */
export function toInstant(date: Date): EpochMinute {
  return Math.floor(date.getTime() / 60_000);
}

/** Formats UTC as `YYYY-MM-DDTHH:MMZ`. */
export function formatInstant(at: EpochMinute): string {
  return `${formatPlainMinute(at)}Z`;
}

/** Formats local time as `YYYY-MM-DDTHH:MM+01:00`, with +00:00 for UTC. */
export function formatZoned(zone: string, at: EpochMinute): string {
  const offset = getOffsetMinutes(zone, at);
  const size = Math.abs(offset);
  const hours = String(Math.floor(size / 60)).padStart(2, "0");
  const minutes = String(size % 60).padStart(2, "0");
  return `${formatPlainMinute(at + offset)}${offset < 0 ? "-" : "+"}${hours}:${minutes}`;
}

/** Formats a date as `Thu 2026-12-24`. */
export function formatWeekdayDate(day: EpochDay): string {
  return `${formatWeekday(weekdays.indexOf(toWeekday(day)))} ${formatPlainDate(day)}`;
}

/** Formats local time with its offset: `Mon 2026-11-23 18:00 +01:00`. */
export function formatLocal(zone: string, at: EpochMinute): string {
  const day = Math.floor(toPlainMinute(zone, at) / 1440);
  const [, time = "", offset = ""] = /T(\d\d:\d\d)(.*)$/.exec(formatZoned(zone, at)) ?? [];
  return `${formatWeekdayDate(day)} ${time} ${offset}`;
}

/** Formats UTC as `2026-11-23 17:00Z`. */
export function formatUtc(at: EpochMinute): string {
  return formatInstant(at).replace("T", " ");
}

/** Formats the effect of a doubled hour: `may come up to an hour late`, or `may come up to 30 minutes late`. */
export function formatLateness(minutes: number): string {
  return `may come up to ${minutes === 60 ? "an hour" : `${minutes} minutes`} late`;
}
