import Holidays, { HolidaysTypes } from "date-holidays";
import { type EpochDay, formatPlainDate, parsePlainDate, toDateParts } from "../../timetable/time";
import { findClosestMatch, joinWords } from "../text";
import { type CalendarEntry, type DayRange, formatYears } from "./calendar-entries";
import comparison from "./holiday-gaps.json";

/** The types of the library; `public` is a day off by law. */
export const holidayTypes = ["public", "bank", "school", "optional", "observance"] as const;

export type HolidayType = (typeof holidayTypes)[number];

interface PulledHolidays {
  readonly entries: readonly CalendarEntry[];
  /** Those that last only part of a day. */
  readonly partDays: readonly CalendarEntry[];
  /** A sentence for each date that may be wrong: it follows the sight of the moon. */
  readonly estimates: readonly string[];
  /** A sentence for each year or holiday that may lack dates. */
  readonly gaps: readonly string[];
}

const dayMilliseconds = 86_400_000;

/** In some places, a day of the library starts in the evening, by up to this much. */
const hourMilliseconds = 3_600_000;

interface HolidayChoice {
  readonly span: DayRange;
  readonly types: readonly HolidayType[];
  /** One of `listHolidayLanguages`; the first if undefined. */
  readonly language: string | undefined;
}

/** Lists the codes of the languages that a place's holidays have names in; the first is the usual one. */
export function listHolidayLanguages(
  library: HolidayLibrary,
  { codes: [country, state = "", region = ""] }: HolidayPlace,
): readonly string[] {
  return [...new Set(new library(country, state, region).getLanguages())];
}

/** Lists the holidays of a place, unsorted; a holiday of several days is one entry, cut to the span. */
export function listHolidays(
  library: HolidayLibrary,
  { codes: [country, state = "", region = ""] }: HolidayPlace,
  { span, types, language }: HolidayChoice,
): PulledHolidays {
  const known = new library(country, state, region);
  const lastYear = toDateParts(span.last).year;
  const found: HolidaysTypes.Holiday[] = [];
  // Earlier years too: a holiday may cross the end of a year, and `gaps` compares them.
  for (let year = toDateParts(span.first).year - yearsBack; year <= lastYear; year += 1) {
    found.push(...known.getHolidays(year, language));
  }
  const within = found.flatMap((holiday) => {
    const entry = types.some((type) => type === holiday.type) ? toCalendarEntry(holiday) : undefined;
    if (entry === undefined || entry.last < span.first || entry.first > span.last) return [];
    const [first, last] = [Math.max(entry.first, span.first), Math.min(entry.last, span.last)];
    return [{ entry: { ...entry, first, last }, holiday }];
  });
  const entries = within.map(({ entry }) => entry);
  const lacking = types.includes("public") ? listLackingDays([country, state], entries, span) : [];
  return {
    entries,
    partDays: within.filter(({ holiday }) => isPartDay(holiday)).map(({ entry }) => entry),
    estimates: within
      .filter(({ holiday }) => islamicMonth.test(holiday.rule))
      .map(
        ({ entry: { first, name = "a holiday" } }) =>
          `${name} on ${formatPlainDate(first)} is an estimate: the date depends on the moon`,
      ),
    gaps: [
      ...listGaps(
        found.filter(({ type }) => types.some((wanted) => wanted === type)),
        { span, types, places: [country, `${country}-${state}`], lacking },
      ),
      ...lacking.map((day) => `${comparison.source} also has ${formatPlainDate(day)}: add it if it is a holiday here`),
    ],
  };
}

/** Months of the Islamic calendar in the library's rules; other moon calendars are computed exactly. */
const islamicMonth =
  /\b(?:Muharram|Safar|Rabi al-(?:awwal|thani)|Jumada al-(?:awwal|ula|thani)|Rajab|Shaban|Ramadan|Shawwal|Dhu al-(?:Qidah|Hijjah))\b/i;

/** Most countries have more public holidays than this. */
const fewDays = 7;

/** Days that another library has and this one lacks, as far as the two were compared. */
const lackingDates: ReadonlyMap<string, string> = new Map(Object.entries(comparison.dates));

function listLackingDays(
  [country, state]: readonly [country: string, state: string],
  entries: readonly CalendarEntry[],
  span: DayRange,
): readonly EpochDay[] {
  const dates = [country, `${country}-${state}`].flatMap((place) => lackingDates.get(place)?.split(" ") ?? []);
  return dates
    .toSorted()
    .map(parsePlainDate)
    .filter((day) => day !== undefined)
    .filter((day) => day >= span.first && day <= span.last)
    .filter((day) => !entries.some(({ first, last }) => day >= first && day <= last));
}

function listGaps(
  holidays: readonly HolidaysTypes.Holiday[],
  {
    span,
    types,
    places,
    lacking,
  }: {
    readonly span: DayRange;
    readonly types: readonly HolidayType[];
    readonly places: readonly string[];
    readonly lacking: readonly EpochDay[];
  },
): readonly string[] {
  const gaps: string[] = [];
  const { years } = comparison;
  const lacksDays = places.some((place) => lackingDates.has(place));
  for (let year = toDateParts(span.first).year; year <= toDateParts(span.last).year; year += 1) {
    const own = namesInYear(holidays, year);
    const isCompared = year >= years.first && year <= years.last;
    const isLacking = isCompared ? lacking.some((day) => toDateParts(day).year === year) : true;
    if (types.includes("public") && own.size <= fewDays && isLacking) {
      gaps.push(`the library has only ${own.size} holidays in ${year}: others may be missing`);
    } else if (types.includes("public") && !isCompared && lacksDays) {
      gaps.push(`the library lacks holidays of ${formatYears(years)}: those of ${year} may be missing, too`);
    }
    for (const [name, last] of findListedYears(holidays, year)) {
      if (!own.has(name)) gaps.push(`${name} is in ${last} and not in ${year}: its date may be missing`);
    }
  }
  return gaps;
}

/**
 * The last year before `year` of each holiday whose dates the library lists year by year; a rule has a date in
 * each year. Days of one year, such as an election, are left out.
 */
function findListedYears(holidays: readonly HolidaysTypes.Holiday[], year: number): ReadonlyMap<string, number> {
  const listed = holidays.filter(({ rule }) => /\b\d{4}-\d{2}-\d{2}/.test(rule));
  const found = new Map<string, number>();
  for (let last = year - yearsBack + 1; last < year; last += 1) {
    const before = namesInYear(listed, last - 1);
    for (const name of namesInYear(listed, last)) if (before.has(name)) found.set(name, last);
  }
  return found;
}

/** How many earlier years show which holidays a place has. */
const yearsBack = 10;

function namesInYear(holidays: readonly HolidaysTypes.Holiday[], year: number): ReadonlySet<string> {
  const inYear = holidays.filter(({ date, substitute }) => date.startsWith(String(year)) && substitute !== true);
  return new Set(inYear.map(({ name }) => name.replaceAll(/\s+/g, " ").trim()));
}

/** Uses the written date, because the instant `start` is another date in another zone. */
function toCalendarEntry(holiday: HolidaysTypes.Holiday): CalendarEntry | undefined {
  const first: EpochDay | undefined = parsePlainDate(holiday.date.slice(0, 10));
  if (first === undefined) return undefined;
  const days = Math.max(1, Math.ceil((getLengthMilliseconds(holiday) - hourMilliseconds) / dayMilliseconds));
  const name = holiday.name.replaceAll(/\s+/g, " ").trim();
  return { first, last: first + days - 1, ...(name === "" ? {} : { name }) };
}

function isPartDay(holiday: HolidaysTypes.Holiday): boolean {
  return getLengthMilliseconds(holiday) < dayMilliseconds - hourMilliseconds;
}

function getLengthMilliseconds({ start, end }: HolidaysTypes.Holiday): number {
  return end.getTime() - start.getTime();
}

/** The library that the command has loaded. */
export type HolidayLibrary = typeof Holidays;

/** A country or a part of it. */
export interface HolidayPlace {
  readonly codes: readonly [country: string, state?: string, region?: string];
  readonly code: string;
  /** For messages: `Germany, Bayern`. */
  readonly words: string;
}

/** Why a place is unknown: one sentence, then lines with known places. */
interface UnknownPlace {
  readonly refusal: readonly string[];
}

type PlaceCodes = Readonly<Record<string, string>>;

/**
 * Finds a place by its code, in any case: `DE`, `DE-BY`, `US-LA-NO`.
 *
 * Rejects unknown places: the library gives no holidays for an unknown country, and those of the country
 * for an unknown region.
 */
export function findHolidayPlace(text: string, library: HolidayLibrary): HolidayPlace | UnknownPlace {
  const known = new library();
  const [countryText = "", stateText, regionText, ...more] = text.trim().split("-");
  const countries: PlaceCodes = known.getCountries("en") ?? {};
  const country = findCode(countryText, countries);
  if (country === undefined || more.length > 0) return refuseCountry(text, countries, known);
  const countryWords = countries[country] ?? country;
  if (stateText === undefined) return { codes: [country], code: country, words: countryWords };
  const states: PlaceCodes = known.getStates(country) ?? {};
  const state = findCode(stateText, states);
  if (state === undefined) return refusePart(stateText, "region", states, country);
  const code = `${country}-${state}`;
  const words = `${countryWords}, ${states[state] ?? state}`;
  if (regionText === undefined) return { codes: [country, state], code, words };
  const regions: PlaceCodes = known.getRegions(country, state) ?? {};
  const region = findCode(regionText, regions);
  if (region === undefined) return refusePart(regionText, "part", regions, code);
  return {
    codes: [country, state, region],
    code: `${code}-${region}`,
    words: `${words}, ${regions[region] ?? region}`,
  };
}

function findCode(text: string, codes: PlaceCodes): string | undefined {
  return Object.keys(codes).find((code) => code.toLowerCase() === text.toLowerCase());
}

function refuseCountry(text: string, countries: PlaceCodes, known: InstanceType<HolidayLibrary>): UnknownPlace {
  const first = `no holidays are known for "${text}": write a code such as DE or DE-BY`;
  const own: PlaceCodes = known.getCountries() ?? {};
  const byName = [...findCodesByName(text, countries), ...findCodesByName(text, own)];
  const similar = findSimilarCodes(text.split("-")[0] ?? "", countries);
  const codes = [...new Set([...byName, ...similar])].slice(0, maxNamed);
  const lines = codes.map((code) => `${code} ${countries[code] ?? ""}`);
  return {
    refusal: [
      first,
      codes.length === 0
        ? `the library knows ${Object.keys(countries).length} countries by their two-letter codes`
        : `similar: ${lines.join(", ")}`,
    ],
  };
}

function refusePart(text: string, kind: string, parts: PlaceCodes, above: string): UnknownPlace {
  const first = `no holidays are known for the ${kind} "${text}" of ${above}`;
  const codes = Object.keys(parts);
  if (codes.length === 0) return { refusal: [first, `write ${above}, which has no ${kind}s`] };
  const codesNear = new Set([...findCodesByName(text, parts), ...findSimilarCodes(text, parts)]);
  const meant = [...codesNear].slice(0, maxNamed).map((code) => `${above}-${code}`);
  const all = codes.map((code) => `${code} ${parts[code] ?? ""}`).join(", ");
  return {
    refusal: [first, ...(meant.length === 0 ? [] : [`did you mean ${joinWords(meant, "or")}?`]), `known: ${all}`],
  };
}

/** The most candidates in a message. */
const maxNamed = 6;

/** Codes whose name starts with the text or is one typo away. */
function findCodesByName(text: string, codes: PlaceCodes): readonly string[] {
  const close = findClosestMatch(text, Object.values(codes));
  const begins = text.length < 3 ? "-" : text.toLowerCase();
  return Object.keys(codes).filter((code) => {
    const name = codes[code] ?? "";
    return name === close || name.toLowerCase().startsWith(begins);
  });
}

/** Codes with one other letter or two swapped letters; those with the same first letter come first. */
function findSimilarCodes(text: string, codes: PlaceCodes): readonly string[] {
  const wanted = text.toUpperCase();
  const similar = Object.keys(codes).filter((code) => {
    const differing = [...code].filter((letter, index) => letter !== wanted[index]).length;
    const swapped = code[0] === wanted[1] && code[1] === wanted[0];
    return code.length === wanted.length && (differing === 1 || swapped);
  });
  return similar.toSorted((a, b) => Number(b[0] === wanted[0]) - Number(a[0] === wanted[0]));
}
