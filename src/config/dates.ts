import * as v from "valibot";
import { formatPlainDate, parsePlainDate, type EpochDay } from "../time/plain-date";
import type { PlainDateText } from "./config";
import { type Field, type FieldDescription, describeField } from "./field";
import { type ParseResult, parseWith, reject } from "./reads";
import { type PieceResult, textOrTexts, defineTextPieces } from "./text-pieces";
import { quoteValue, parseUnquotedTimestamp } from "./user-text";

type DatesDescription = Omit<FieldDescription, "allowed" | "json">;

/** A longer range is a slip of the pen: no calendar reaches that far. */
const maxRangeDays = 3660;

/** Dates: `"2026-12-24"`, ranges `"2026-12-01..2026-12-03"` with both ends in, lists of both. Out: sorted, each once. */
export function defineDates(description: DatesDescription): Field<readonly PlainDateText[]> {
  const sorted = (found: readonly EpochDay[]) =>
    [...new Set(found)].toSorted((a, b) => a - b).map(formatPlainDate);
  return describeField(v.pipe(defineTextPieces(parseDatePiece), v.transform(sorted)), {
    allowed:
      'dates such as "2026-12-24", ranges such as "2026-12-24..2026-12-31", or a list of them',
    json: textOrTexts,
    explain: (input) => (typeof input === "number" ? suggestDate(guessDate(String(input))) : {}),
    ...description,
  });
}

/** One date. */
export function defineDate(description: DatesDescription): Field<PlainDateText> {
  return describeField(
    parseWith(v.string(), (text): ParseResult<PlainDateText> => {
      const day = parseLooseDate(text.trim());
      return day === undefined
        ? reject(explainInvalidDate(text.trim()))
        : { value: formatPlainDate(day) };
    }),
    {
      allowed: 'a date such as "2026-12-24"',
      explain: (input) => (typeof input === "number" ? suggestDate(guessDate(String(input))) : {}),
      ...description,
    },
  );
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
    return { refusal: { reason: `${quoteValue(piece)} ends before it begins`, write } };
  }
  const days = to - from + 1;
  return days > maxRangeDays
    ? { refusal: { reason: `${quoteValue(piece)} spans ${days} days` } }
    : { values: Array.from({ length: days }, (_, index) => from + index) };
}

/** A date, also with single digits and in the engine's print of a date without quotes. */
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

/** Why a text is not a date. */
function explainInvalidDate(text: string) {
  const timestamp = parseUnquotedTimestamp(text);
  if (timestamp?.time !== undefined) {
    return {
      reason: `${quoteValue(text)} is a date with a time`,
      write: JSON.stringify(timestamp.date),
    };
  }
  const [, year = "", month = "", day = ""] = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text) ?? [];
  if (year === "")
    return { reason: `${quoteValue(text)} is not a date`, ...suggestDate(guessDate(text)) };
  // Days beyond the month's end: its last day is meant, as far as there is such a month.
  const last = [28, 29, 30, 31].filter(
    (end) => parseDateParts(year, month, String(end)) !== undefined,
  );
  const meant = Number(day) > 28 ? last.at(-1) : undefined;
  return {
    reason: `${quoteValue(text)} is a day that no calendar has`,
    ...suggestDate(formatOptionalDate(parseDateParts(year, month, String(meant ?? "")))),
  };
}

function explainInvalidRange(piece: string) {
  const ends = piece.split(/\s*(?:\.{2,}|[–—…]|\s-\s|\s(?:to|until|through|bis)\s)\s*/);
  const [from, to] = ends.map((end) => formatOptionalDate(parseLooseDate(end)) ?? guessDate(end));
  return ends.length === 2 && from !== undefined && to !== undefined
    ? {
        reason: `${quoteValue(piece)} is not a range of dates`,
        write: JSON.stringify(`${from}..${to}`),
      }
    : explainInvalidDate(piece);
}

function formatOptionalDate(day: EpochDay | undefined): string | undefined {
  return day === undefined ? undefined : formatPlainDate(day);
}

/** What `24.12.2026`, `2026/12/24` or `20261224` means; nothing where day and month may be swapped. */
function guessDate(text: string): string | undefined {
  const [, year, month, day] = /^(\d{4})[/. ]?(\d{1,2})[/. ]?(\d{1,2})\.?$/.exec(text) ?? [];
  if (year !== undefined) return formatOptionalDate(parseDateParts(year, month, day));
  const [, first = "", mark, second = "", last] =
    /^(\d{1,2})([./-])(\d{1,2})\2(\d{4})$/.exec(text) ?? [];
  if (mark === "." || Number(first) > 12)
    return formatOptionalDate(parseDateParts(last, second, first));
  return Number(second) > 12 ? formatOptionalDate(parseDateParts(last, first, second)) : undefined;
}
