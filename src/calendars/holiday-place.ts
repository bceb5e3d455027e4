import type Holidays from "date-holidays";
import { nearest } from "../config/nearest";
import { listWords } from "../config/user-text";

/** The holiday library, as the command has loaded it. */
export type HolidayLibrary = typeof Holidays;

/** A country, or a part of one, by the library's codes; `words` for people. */
export interface HolidayPlace {
  readonly codes: readonly [country: string, state?: string, region?: string];
  readonly code: string;
  readonly words: string;
}

/** Why there is no such place: one sentence, then lines with what there is. */
export interface NoSuchPlace {
  readonly refusal: readonly string[];
}

type Codes = Readonly<Record<string, string>>;

/**
 * A place by its code, in any case: `DE`, `DE-BY`, `US-LA-NO`.
 *
 * The library itself takes an unknown region for the whole country, and has no holidays for an unknown
 * country: both are refused here.
 *
 * Out: a refusal that names the nearest known ones
 */
export function holidayPlace(text: string, library: HolidayLibrary): HolidayPlace | NoSuchPlace {
  const known = new library();
  const [countryText = "", stateText, regionText, ...more] = text.trim().split("-");
  const countries: Codes = known.getCountries("en") ?? {};
  const country = codeIn(countryText, countries);
  if (country === undefined || more.length > 0) return noCountry(text, countries, known);
  const countryWords = countries[country] ?? country;
  if (stateText === undefined) return { codes: [country], code: country, words: countryWords };
  const states: Codes = known.getStates(country) ?? {};
  const state = codeIn(stateText, states);
  if (state === undefined) return noPart(stateText, `region of ${country}`, states, country);
  const code = `${country}-${state}`;
  const words = `${countryWords}, ${states[state] ?? state}`;
  if (regionText === undefined) return { codes: [country, state], code, words };
  const regions: Codes = known.getRegions(country, state) ?? {};
  const region = codeIn(regionText, regions);
  if (region === undefined) return noPart(regionText, `part of ${code}`, regions, code);
  return {
    codes: [country, state, region],
    code: `${code}-${region}`,
    words: `${words}, ${regions[region] ?? region}`,
  };
}

function codeIn(text: string, codes: Codes): string | undefined {
  return Object.keys(codes).find((code) => code.toLowerCase() === text.toLowerCase());
}

function noCountry(
  text: string,
  countries: Codes,
  known: InstanceType<HolidayLibrary>,
): NoSuchPlace {
  const first = `"${text}" is no country whose holidays are known: write a code such as DE or DE-BY`;
  const own: Codes = known.getCountries() ?? {};
  const close = [...named(text, countries), ...named(text, own)];
  const alike = codesLike(text.split("-")[0] ?? "", countries);
  const codes = [...new Set([...close, ...alike])].slice(0, mostNamed);
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

function noPart(text: string, kind: string, parts: Codes, above: string): NoSuchPlace {
  const first = `"${text}" is no ${kind} whose holidays are known`;
  const codes = Object.keys(parts);
  if (codes.length === 0) return { refusal: [first, `it has none of its own: write ${above}`] };
  const close = [...new Set([...named(text, parts), ...codesLike(text, parts)])];
  const meant = close.slice(0, mostNamed).map((code) => `${above}-${code}`);
  const all = codes.map((code) => `${code} ${parts[code] ?? ""}`).join(", ");
  return {
    refusal: [
      first,
      ...(meant.length === 0 ? [] : [`did you mean ${listWords(meant, "or")}?`]),
      `known: ${all}`,
    ],
  };
}

/** Candidates that a message names. */
const mostNamed = 6;

/** Codes whose name is the text, begins with it, or is a slip away from it. */
function named(text: string, codes: Codes): readonly string[] {
  const close = nearest(text, Object.values(codes));
  const begins = text.length < 3 ? "-" : text.toLowerCase();
  return Object.keys(codes).filter((code) => {
    const name = codes[code] ?? "";
    return name === close || name.toLowerCase().startsWith(begins);
  });
}

/** Codes of which one letter differs, or two are swapped; too short for a measure of slips. The same first letter first. */
function codesLike(text: string, codes: Codes): readonly string[] {
  const wanted = text.toUpperCase();
  const alike = Object.keys(codes).filter((code) => {
    const differing = [...code].filter((letter, index) => letter !== wanted[index]).length;
    const swapped = code[0] === wanted[1] && code[1] === wanted[0];
    return code.length === wanted.length && (differing === 1 || swapped);
  });
  const begins = (code: string): boolean => code[0] === wanted[0];
  return [...alike.filter(begins), ...alike.filter((code) => !begins(code))];
}
