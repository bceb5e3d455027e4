import * as v from "valibot";
import type { PlainDateText } from "../../../timetable";
import {
  type EpochDay,
  formatPlainDate,
  listWeekdays,
  parsePlainDate,
  parseWeekday,
  type Weekday,
  weekdayNames,
  weekdays,
} from "../../../timetable/time";
import { findClosestMatch, parseUnquotedTimestamp, quoteValue } from "../../text";
import {
  type BaseDescription,
  describeField,
  type Field,
  type ParseResult,
  parseWith,
  type Refusal,
  reject,
} from "./field";

/** A longer range is a typo. */
const maxRangeDays = 3660;

/** Dates, sorted and each once, from `"2026-12-24"`, `"2026-12-01..2026-12-03"` (both included) or lists of both. */
export function defineDates(description: BaseDescription): Field<readonly PlainDateText[]> {
  const sorted = (found: readonly EpochDay[]) => [...new Set(found)].toSorted((a, b) => a - b).map(formatPlainDate);
  return describeField(v.pipe(defineTextPieces(parseDatePiece), v.transform(sorted)), {
    allowed: 'dates such as "2026-12-24", ranges such as "2026-12-24..2026-12-31", or a list of them',
    json: textOrTexts,
    explain: explainDateNumber,
    ...description,
  });
}

export function defineDate(description: BaseDescription): Field<PlainDateText> {
  return describeField(
    parseWith(v.string(), (text): ParseResult<PlainDateText> => {
      const day = parseLooseDate(text.trim());
      return day === undefined ? reject(explainInvalidDate(text.trim())) : { value: formatPlainDate(day) };
    }),
    { allowed: 'a date such as "2026-12-24"', explain: explainDateNumber, ...description },
  );
}

function explainDateNumber(input: unknown) {
  return typeof input === "number" ? suggestDate(guessDate(String(input))) : {};
}

function suggestDate(meant: string | undefined) {
  return meant === undefined ? {} : { write: JSON.stringify(meant) };
}

function parseDatePiece(piece: string): PieceResult<EpochDay> {
  if (piece === "") return { refusal: { reason: "a date is missing" } };
  const single = parseLooseDate(piece);
  if (single !== undefined) return { values: [single] };
  const [first = "", last, ...more] = piece.split(/\s*\.\.\s*/);
  if (last === undefined || more.length > 0) return { refusal: explainInvalidRange(piece) };
  const [from, to] = [parseLooseDate(first), parseLooseDate(last)];
  if (from === undefined || to === undefined) {
    return { refusal: explainInvalidDate(from === undefined ? first : last) };
  }
  return parseDateRange(piece, from, to);
}

function parseDateRange(piece: string, from: EpochDay, to: EpochDay): PieceResult<EpochDay> {
  if (to < from) {
    const write = JSON.stringify(`${formatPlainDate(to)}..${formatPlainDate(from)}`);
    return { refusal: { reason: `${quoteValue(piece)} ends before it starts`, write } };
  }
  const days = to - from + 1;
  return days > maxRangeDays
    ? { refusal: { reason: `${quoteValue(piece)} has ${days} days, more than ${maxRangeDays}` } }
    : { values: Array.from({ length: days }, (_, index) => from + index) };
}

/** Parses a date, also with single digits or as the engine prints an unquoted date. */
function parseLooseDate(text: string): EpochDay | undefined {
  const timestamp = parseUnquotedTimestamp(text);
  if (timestamp !== undefined) {
    return timestamp.time === undefined ? parsePlainDate(timestamp.date) : undefined;
  }
  const [, year, month, day] = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text) ?? [];
  return year === undefined ? undefined : parseDateParts(year, month, day);
}

function parseDateParts(year = "", month = "", day = ""): EpochDay | undefined {
  return parsePlainDate(`${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`);
}

function explainInvalidDate(text: string) {
  const timestamp = parseUnquotedTimestamp(text);
  if (timestamp?.time !== undefined) {
    return { reason: `${quoteValue(text)} has a time of day`, write: JSON.stringify(timestamp.date) };
  }
  if (!/^\d{4}-\d{1,2}-\d{1,2}$/.test(text))
    return { reason: `${quoteValue(text)} is not a date`, ...suggestDate(guessDate(text)) };
  return { reason: `the date ${quoteValue(text)} does not exist`, fix: "correct the date, or remove it" };
}

function explainInvalidRange(piece: string) {
  const ends = piece.split(/\s*(?:\.{2,}|[–—…]|\s-\s|\s(?:to|until|through|bis)\s)\s*/);
  const [from, to] = ends.map((end) => formatOptionalDate(parseLooseDate(end)) ?? guessDate(end));
  return ends.length === 2 && from !== undefined && to !== undefined
    ? { reason: `${quoteValue(piece)} is not a date range`, write: JSON.stringify(`${from}..${to}`) }
    : explainInvalidDate(piece);
}

function formatOptionalDate(day: EpochDay | undefined): string | undefined {
  return day === undefined ? undefined : formatPlainDate(day);
}

/** Guesses what `24.12.2026`, `2026/12/24` or `20261224` means; undefined if day and month are ambiguous. */
function guessDate(text: string): string | undefined {
  const [, year, month, day] = /^(\d{4})[/. ]?(\d{1,2})[/. ]?(\d{1,2})\.?$/.exec(text) ?? [];
  if (year !== undefined) return formatOptionalDate(parseDateParts(year, month, day));
  const [, first = "", mark, second = "", last] = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4})$/.exec(text) ?? [];
  if (mark === "." || Number(first) > 12) return formatOptionalDate(parseDateParts(last, second, first));
  return Number(second) > 12 ? formatOptionalDate(parseDateParts(last, first, second)) : undefined;
}

const everyDay = "daily";

/** Weekdays, Monday first and each once, from `mon-fri`, `fri-mon`, `sat,sun`, `[mon, wed]` or `daily`. */
export function defineWeekdays(description: BaseDescription): Field<readonly Weekday[]> {
  const inOrder = (found: readonly Weekday[]) => weekdays.filter((day) => found.includes(day));
  return describeField(v.pipe(defineTextPieces(parseWeekdayPiece), v.transform(inOrder)), {
    allowed: `day names (${weekdays.join(", ")}), ranges such as mon-fri, lists such as [sat, sun], or ${everyDay}`,
    json: textOrTexts,
    ...description,
  });
}

/** The weekday that a misspelled one most likely means. */
export function findClosestWeekday(word: string): Weekday | undefined {
  const bare = word.replace(/\.$|s$/, "");
  const names = weekdays.flatMap((day) => [day, weekdayNames[day].toLowerCase()]);
  return parseWeekday(bare) ?? parseWeekday(findClosestMatch(bare, names) ?? "");
}

function parseWeekdayPiece(piece: string): PieceResult<Weekday> {
  const read = parseWeekdayRange(piece);
  if (read !== undefined) return { values: read };
  if (piece === "") return { refusal: { reason: "the name of a day is missing" } };
  const meant = guessWeekdays(piece);
  const reason = `${quoteValue(piece)} is not a day or a range of days`;
  return { refusal: { reason, ...(meant === undefined ? {} : { write: meant }) } };
}

function parseWeekdayRange(piece: string): readonly Weekday[] | undefined {
  if (piece.toLowerCase() === everyDay) return weekdays;
  const [first = "", last = first, ...more] = piece.split(/\s*-\s*/);
  const [from, to] = [parseWeekday(first), parseWeekday(last)];
  if (from === undefined || to === undefined || more.length > 0) return undefined;
  return listWeekdays(from, to);
}

/** Guesses what `Mondays`, `mon to fri`, `mon–fri` or `everyday` means, for the fix. */
function guessWeekdays(piece: string): string | undefined {
  if (/^(all|every ?day|any ?day|\*)$/i.test(piece)) return everyDay;
  if (/^(weekdays?|work(ing)? ?days?)$/i.test(piece)) return "mon-fri";
  if (/^weekends?$/i.test(piece)) return "sat,sun";
  const words = piece.split(/\s*(?:\s-\s|[–—:…]|\.\.+|\s(?:to|until|through|bis)\s|-)\s*/);
  const meant = words.map(findClosestWeekday);
  const known = meant.filter((day) => day !== undefined);
  return known.length === words.length && words.length <= 2 ? known.join("-") : undefined;
}

/** What one piece of a text or list means, or why it means nothing. */
type PieceResult<T> = { readonly values: readonly T[] } | { readonly refusal: Refusal };

/** In the JSON Schema: a text, or a list of texts. */
const textOrTexts = { anyOf: [{ type: "string" }, { type: "array", items: { type: "string" }, minItems: 1 }] };

/** One text with commas, or a list of texts: `sat,sun`, `[sat, sun]`. Reports every wrong piece. */
function defineTextPieces<T>(read: (piece: string) => PieceResult<T>): Field<readonly T[]> {
  const shape = v.union([v.string(), v.array(v.unknown())]);
  return parseWith(shape, (written): ParseResult<readonly T[]> => {
    const pieces = typeof written === "string" ? [written] : written;
    const readings = pieces.flatMap((piece) => parsePieces(piece, read));
    const [first, ...others] = readings.flatMap((reading) =>
      "refusal" in reading ? [toListRefusal(reading.refusal, readings.length)] : [],
    );
    if (first !== undefined) return { refusals: [first, ...others] };
    const values = readings.flatMap((reading) => ("values" in reading ? reading.values : []));
    return values.length > 0 ? { value: values } : { refusals: [{ reason: "the list is empty" }] };
  });
}

/** A number is also parsed as text, to find the fix. */
function parsePieces<T>(piece: unknown, read: (piece: string) => PieceResult<T>): readonly PieceResult<T>[] {
  if (typeof piece === "string") return piece.split(",").map((part) => read(part.trim()));
  if (piece === null) return [{ refusal: { reason: "an entry of the list is empty" } }];
  if (typeof piece !== "number" && typeof piece !== "boolean") {
    return [{ refusal: { reason: `the list contains ${quoteValue(piece)}` } }];
  }
  const reason = `${quoteValue(piece)} in the list is not text`;
  const reading = read(String(piece));
  return [{ refusal: { reason, ...("refusal" in reading ? pickWrite(reading.refusal) : {}) } }];
}

function pickWrite({ write }: Refusal) {
  return write === undefined ? {} : { write };
}

/** The fix of one of several pieces only replaces that piece. */
function toListRefusal(refusal: Refusal, pieces: number): Refusal {
  const { reason, write, fix } = refusal;
  if (pieces === 1 || fix !== undefined) return refusal;
  return { reason, fix: write === undefined ? "correct or remove it" : `write ${write} instead` };
}
