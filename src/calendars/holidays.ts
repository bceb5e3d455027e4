import type { HolidaysTypes } from "date-holidays";
import { type EpochDay, parsePlainDate } from "../time/plain-date";
import type { CalendarEntry } from "./calendar-entry";
import type { HolidayLibrary, HolidayPlace } from "./holiday-place";
import { toDayRange, type Years } from "./years";

/** What the library calls days: `public` ones are those on which work rests by law. */
export const holidayTypes = ["public", "bank", "school", "optional", "observance"] as const;

/** One of them. */
export type HolidayType = (typeof holidayTypes)[number];

/** Holidays of a place, and those of them that last only a part of a day. */
export interface PulledHolidays {
  readonly entries: readonly CalendarEntry[];
  readonly partDays: readonly CalendarEntry[];
}

const dayMilliseconds = 86_400_000;

/** The library's own days begin in the evening in some places, by up to this. */
const hourMilliseconds = 3_600_000;

/** Which of a place's holidays, and in which of its `listHolidayLanguages` they are called; its own first one if undefined. */
export interface HolidayChoice {
  readonly years: Years;
  readonly types: readonly HolidayType[];
  readonly language: string | undefined;
}

/** Languages in which a place's holidays have names, by their codes; the first is the usual one. */
export function listHolidayLanguages(
  library: HolidayLibrary,
  { codes: [country, state = "", region = ""] }: HolidayPlace,
): readonly string[] {
  return [...new Set(new library(country, state, region).getLanguages())];
}

/**
 * The holidays of a place.
 *
 * Out: in no order; a holiday of several days is one entry, cut to the years
 */
export function listHolidays(
  library: HolidayLibrary,
  { codes: [country, state = "", region = ""] }: HolidayPlace,
  { years, types, language }: HolidayChoice,
): PulledHolidays {
  const known = new library(country, state, region);
  const span = toDayRange(years);
  const found: HolidaysTypes.Holiday[] = [];
  // One year more in front: a holiday may go on over the end of the year.
  for (let year = years.first - 1; year <= years.last; year += 1) {
    found.push(...known.getHolidays(year, language));
  }
  const asked = found.filter(({ type }) => types.some((one) => one === type));
  const within = asked.flatMap((holiday) => {
    const entry = toCalendarEntry(holiday);
    if (entry === undefined || entry.last < span.first || entry.first > span.last) return [];
    const [first, last] = [Math.max(entry.first, span.first), Math.min(entry.last, span.last)];
    return [{ entry: { ...entry, first, last }, holiday }];
  });
  return {
    entries: within.map(({ entry }) => entry),
    partDays: within.filter(({ holiday }) => isPartDay(holiday)).map(({ entry }) => entry),
  };
}

/** The date as it is written: `start` is a moment, and another date in another zone. */
function toCalendarEntry(holiday: HolidaysTypes.Holiday): CalendarEntry | undefined {
  const first: EpochDay | undefined = parsePlainDate(holiday.date.slice(0, 10));
  if (first === undefined) return undefined;
  const days = Math.max(
    1,
    Math.ceil((getLengthMilliseconds(holiday) - hourMilliseconds) / dayMilliseconds),
  );
  const name = holiday.name.replaceAll(/\s+/g, " ").trim();
  return { first, last: first + days - 1, ...(name === "" ? {} : { name }) };
}

function isPartDay(holiday: HolidaysTypes.Holiday): boolean {
  return getLengthMilliseconds(holiday) < dayMilliseconds - hourMilliseconds;
}

function getLengthMilliseconds({ start, end }: HolidaysTypes.Holiday): number {
  return end.getTime() - start.getTime();
}
