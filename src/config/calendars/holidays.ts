import Holidays, { HolidaysTypes } from "date-holidays";
import { type EpochDay, parsePlainDate } from "../../timetable/time";
import { findClosestMatch, joinWords } from "../text";
import { type CalendarEntry, toDayRange, type Years } from "./calendar-entries";

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

/** The holiday library, as the command has loaded it. */
export type HolidayLibrary = typeof Holidays;

/** A country, or a part of one, by the library's codes; `fixedWords` for people. */
export interface HolidayPlace {
  readonly codes: readonly [country: string, state?: string, region?: string];
  readonly code: string;
  readonly words: string;
}

/** Why there is no such place: one sentence, then lines with what there is. */
export interface UnknownPlace {
  readonly refusal: readonly string[];
}

type PlaceCodes = Readonly<Record<string, string>>;

/**
 * A place by its code, in any case: `DE`, `DE-BY`, `US-LA-NO`.
 *
 * The library itself takes an unknown region for the whole country, and has no holidays for an unknown
 * country: both are refused here.
 *
 * Out: a refusal that names the nearest known ones
 */
export function findHolidayPlace(
  text: string,
  library: HolidayLibrary,
): HolidayPlace | UnknownPlace {
  const known = new library();
  const [countryText = "", stateText, regionText, ...more] = text.trim().split("-");
  const countries: PlaceCodes = known.getCountries("en") ?? {};
  const country = findCode(countryText, countries);
  if (country === undefined || more.length > 0) return refuseCountry(text, countries, known);
  const countryWords = countries[country] ?? country;
  if (stateText === undefined) return { codes: [country], code: country, words: countryWords };
  const states: PlaceCodes = known.getStates(country) ?? {};
  const state = findCode(stateText, states);
  if (state === undefined) return refusePart(stateText, `region of ${country}`, states, country);
  const code = `${country}-${state}`;
  const words = `${countryWords}, ${states[state] ?? state}`;
  if (regionText === undefined) return { codes: [country, state], code, words };
  const regions: PlaceCodes = known.getRegions(country, state) ?? {};
  const region = findCode(regionText, regions);
  if (region === undefined) return refusePart(regionText, `part of ${code}`, regions, code);
  return {
    codes: [country, state, region],
    code: `${code}-${region}`,
    words: `${words}, ${regions[region] ?? region}`,
  };
}

function findCode(text: string, codes: PlaceCodes): string | undefined {
  return Object.keys(codes).find((code) => code.toLowerCase() === text.toLowerCase());
}

function refuseCountry(
  text: string,
  countries: PlaceCodes,
  known: InstanceType<HolidayLibrary>,
): UnknownPlace {
  const first = `"${text}" is no country whose holidays are known: write a code such as DE or DE-BY`;
  const own: PlaceCodes = known.getCountries() ?? {};
  const close = [...findCodesByName(text, countries), ...findCodesByName(text, own)];
  const alike = findSimilarCodes(text.split("-")[0] ?? "", countries);
  const codes = [...new Set([...close, ...alike])].slice(0, maxNamed);
  const lines = codes.map((code) => `${code} ${countries[code] ?? ""}`);
  return {
    refusal: [
      first,
      codes.length === 0
        ? `${Object.keys(countries).length} countries are known, by their two letters`
        : `near it: ${lines.join(", ")}`,
    ],
  };
}

function refusePart(text: string, kind: string, parts: PlaceCodes, above: string): UnknownPlace {
  const first = `"${text}" is no ${kind} whose holidays are known`;
  const codes = Object.keys(parts);
  if (codes.length === 0) return { refusal: [first, `it has none of its own: write ${above}`] };
  const close = [...new Set([...findCodesByName(text, parts), ...findSimilarCodes(text, parts)])];
  const meant = close.slice(0, maxNamed).map((code) => `${above}-${code}`);
  const all = codes.map((code) => `${code} ${parts[code] ?? ""}`).join(", ");
  return {
    refusal: [
      first,
      ...(meant.length === 0 ? [] : [`did you mean ${joinWords(meant, "or")}?`]),
      `known: ${all}`,
    ],
  };
}

/** Candidates that a message names. */
const maxNamed = 6;

/** Codes whose name is the text, begins with it, or is a slip away from it. */
function findCodesByName(text: string, codes: PlaceCodes): readonly string[] {
  const close = findClosestMatch(text, Object.values(codes));
  const begins = text.length < 3 ? "-" : text.toLowerCase();
  return Object.keys(codes).filter((code) => {
    const name = codes[code] ?? "";
    return name === close || name.toLowerCase().startsWith(begins);
  });
}

/** Codes of which one letter differs, or two are swapped; too short for a measure of slips. The same first letter first. */
function findSimilarCodes(text: string, codes: PlaceCodes): readonly string[] {
  const wanted = text.toUpperCase();
  const alike = Object.keys(codes).filter((code) => {
    const differing = [...code].filter((letter, index) => letter !== wanted[index]).length;
    const swapped = code[0] === wanted[1] && code[1] === wanted[0];
    return code.length === wanted.length && (differing === 1 || swapped);
  });
  const begins = (code: string): boolean => code[0] === wanted[0];
  return [...alike.filter(begins), ...alike.filter((code) => !begins(code))];
}
