/** The days of a week as stack files write them. */
export const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

export type Weekday = (typeof weekdays)[number];

/** The full names, for messages. */
export const weekdayNames = {
  mon: "Monday",
  tue: "Tuesday",
  wed: "Wednesday",
  thu: "Thursday",
  fri: "Friday",
  sat: "Saturday",
  sun: "Sunday",
} as const satisfies Record<Weekday, string>;

/** Parses a weekday by its short or full name in any case. Refuses numbers: Sunday may be 0, 1 or 7. */
export function parseWeekday(text: string): Weekday | undefined {
  const name = text.toLowerCase();
  return weekdays.find((day) => day === name || weekdayNames[day].toLowerCase() === name);
}

/** Lists the days from `first` to `last`, both included. May pass Sunday: `fri` to `mon` is four days. */
export function listWeekdays(first: Weekday, last: Weekday): readonly Weekday[] {
  const from = weekdays.indexOf(first);
  const length = ((weekdays.indexOf(last) - from + 7) % 7) + 1;
  return [...weekdays, ...weekdays].slice(from, from + length);
}

/** Days since 1970-01-01, no zone. */
export type EpochDay = number;

/** Minutes since 1970-01-01T00:00 on the wall clock of a zone: `EpochDay` times 1440 plus the minute of the day. */
export type PlainMinute = number;

/** Minutes of a day without a clock change. */
export const minutesPerDay = 1440;

/** A date by its parts: `month` 1-12, `day` 1-31. */
export interface DateParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** 1970-01-01 was a Thursday. */
const epochWeekday = weekdays.indexOf("thu");

/** Parses `YYYY-MM-DD`. undefined for another form or a date that does not exist, such as 2026-02-30. */
export function parsePlainDate(text: string): EpochDay | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (match === null) return undefined;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (year < 1000 || month < 1 || month > 12 || day < 1) return undefined;
  return day > getDaysInMonth(year, month) ? undefined : toEpochDay(year, month, day);
}

/** Formats a date as `YYYY-MM-DD`. */
export function formatPlainDate(epochDay: EpochDay): string {
  return new Date(epochDay * 86_400_000).toISOString().slice(0, 10);
}

/** Converts a date from year 1000 on. `month` 1-12. */
export function toEpochDay(year: number, month: number, day: number): EpochDay {
  return Date.UTC(year, month - 1, day) / 86_400_000;
}

export function toDateParts(epochDay: EpochDay): DateParts {
  const date = new Date(epochDay * 86_400_000);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** Returns 28 to 31. `month` 1-12. */
export function getDaysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

export function toWeekday(epochDay: EpochDay): Weekday {
  const index = (((epochDay + epochWeekday) % 7) + 7) % 7;
  const weekday = weekdays[index];
  if (weekday === undefined) throw new Error(`bug: no weekday for epoch day ${epochDay}`);
  return weekday;
}

/**
 * Parses `HH:MM` or `H:MM` to the minute of the day.
 * @param endOfDay Whether to accept `24:00`, which is minute 1440.
 * @returns undefined for anything else.
 */
export function parsePlainTime(text: string, endOfDay: "allowed" | "refused" = "refused"): number | undefined {
  const match = /^(\d{1,2}):(\d{2})$/.exec(text);
  if (match === null) return undefined;
  const [hour, minute] = [Number(match[1]), Number(match[2])];
  if (hour === 24 && minute === 0 && endOfDay === "allowed") return 1440;
  return hour > 23 || minute > 59 ? undefined : hour * 60 + minute;
}

/** Formats a minute of the day, 0-1440, as `HH:MM`. */
export function formatPlainTime(minuteOfDay: number): string {
  const hour = Math.floor(minuteOfDay / 60);
  return `${String(hour).padStart(2, "0")}:${String(minuteOfDay % 60).padStart(2, "0")}`;
}

/** Formats wall-clock time as `YYYY-MM-DDTHH:MM`. */
export function formatPlainMinute(minute: PlainMinute): string {
  const day = Math.floor(minute / 1440);
  return `${formatPlainDate(day)}T${formatPlainTime(minute - day * 1440)}`;
}

/** Formats a weekday, 0 = Monday, as three letters: `Mon`. */
export function formatWeekday(day: number): string {
  const name = weekdays[((day % 7) + 7) % 7] ?? "";
  return name.slice(0, 1).toUpperCase() + name.slice(1);
}
