/** The days of a week, Monday first; lower case as in stack files. */
export const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

/** A day of the week as stack files write it. */
export type Weekday = (typeof weekdays)[number];

/** The names in full, as messages say them. */
export const weekdayNames = {
  mon: "Monday",
  tue: "Tuesday",
  wed: "Wednesday",
  thu: "Thursday",
  fri: "Friday",
  sat: "Saturday",
  sun: "Sunday",
} as const satisfies Record<Weekday, string>;

/**
 * A weekday by its short or full name in any case: `mon`, `Mon`, `MONDAY`.
 *
 * Out: undefined for anything else, also for numbers: Sunday is 0, 1 or 7 depending on who reads it
 */
export function parseWeekday(text: string): Weekday | undefined {
  const name = text.toLowerCase();
  return weekdays.find((day) => day === name || weekdayNames[day].toLowerCase() === name);
}

/** The days from `first` to `last`, both included, on over Sunday where needed: `fri` to `mon` is four days. */
export function listWeekdays(first: Weekday, last: Weekday): readonly Weekday[] {
  const from = weekdays.indexOf(first);
  const length = ((weekdays.indexOf(last) - from + 7) % 7) + 1;
  return [...weekdays, ...weekdays].slice(from, from + length);
}

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

/**
 * A time of day as `HH:MM`, as the minute of the day.
 *
 * In:  one or two digits for the hour; `24:00` only where `endOfDay` is "allowed", it is 1440 then
 * Out: undefined for anything else
 */
export function parsePlainTime(
  text: string,
  endOfDay: "allowed" | "refused" = "refused",
): number | undefined {
  const match = /^(\d{1,2}):(\d{2})$/.exec(text);
  if (match === null) return undefined;
  const [hour, minute] = [Number(match[1]), Number(match[2])];
  if (hour === 24 && minute === 0 && endOfDay === "allowed") return 1440;
  return hour > 23 || minute > 59 ? undefined : hour * 60 + minute;
}

/** `HH:MM`. In: minute of the day 0-1440; 1440 is `24:00`. */
export function formatPlainTime(minuteOfDay: number): string {
  const hour = Math.floor(minuteOfDay / 60);
  return `${String(hour).padStart(2, "0")}:${String(minuteOfDay % 60).padStart(2, "0")}`;
}

/** `YYYY-MM-DDTHH:MM`, wall clock. */
export function formatPlainMinute(minute: PlainMinute): string {
  const day = Math.floor(minute / 1440);
  return `${formatPlainDate(day)}T${formatPlainTime(minute - day * 1440)}`;
}

/** The three-letter English name; 0 = Monday. */
export function formatWeekday(day: number): string {
  const name = weekdays[((day % 7) + 7) % 7] ?? "";
  return name.slice(0, 1).toUpperCase() + name.slice(1);
}
