import { weekdays, type Weekday } from "./weekday";

/** Days since 1970-01-01, no zone. */
export type EpochDay = number;

/** Minutes since 1970-01-01T00:00 on the wall clock of the zone in question; `EpochDay` times 1440 plus the minute of the day. */
export type PlainMinute = number;

/** Minutes of a day on a clock that nothing changes. */
export const minutesPerDay = 1440;

/** A date by its parts: `month` 1-12, `defineDay` 1-31. */
export interface DateParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** 1970-01-01 was a Thursday. */
const epochWeekday = weekdays.indexOf("thu");

/**
 * A date as `YYYY-MM-DD`.
 *
 * Out:    undefined for another shape and for a date that no calendar has, such as 2026-02-30
 * Source: ours; Date.UTC counts proleptic Gregorian days and knows no zone
 */
export function parsePlainDate(text: string): EpochDay | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (match === null) return undefined;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (year < 1000 || month < 1 || month > 12 || day < 1) return undefined;
  return day > getDaysInMonth(year, month) ? undefined : toEpochDay(year, month, day);
}

/** The date as `YYYY-MM-DD`. */
export function formatPlainDate(epochDay: EpochDay): string {
  return new Date(epochDay * 86_400_000).toISOString().slice(0, 10);
}

/** The day's number. In: a date that exists, year 1000 or later. */
export function toEpochDay(year: number, month: number, day: number): EpochDay {
  return Date.UTC(year, month - 1, day) / 86_400_000;
}

/** Year, month and day of the month. */
export function toDateParts(epochDay: EpochDay): DateParts {
  const date = new Date(epochDay * 86_400_000);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** 28 to 31. In: `month` 1-12. */
export function getDaysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** The day of the week. */
export function toWeekday(epochDay: EpochDay): Weekday {
  const index = (((epochDay + epochWeekday) % 7) + 7) % 7;
  const weekday = weekdays[index];
  if (weekday === undefined) throw new Error(`bug: no weekday for epoch day ${epochDay}`);
  return weekday;
}
