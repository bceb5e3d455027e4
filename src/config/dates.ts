import * as v from "valibot";
import { formatPlainDate, parsePlainDate, type EpochDay } from "../time/plain-date";
import type { PlainDateText } from "./config";
import { type Field, type FieldDescription, described } from "./field";
import { type Reading, reads, refused } from "./reads";
import { type PieceReading, textOrTexts, textPieces } from "./text-pieces";
import { quoted, unquotedTimestamp } from "./user-text";

type DatesDescription = Omit<FieldDescription, "allowed" | "json">;

/** A longer range is a slip of the pen: no calendar reaches that far. */
const longestRangeDays = 3660;

/** Dates: `"2026-12-24"`, ranges `"2026-12-01..2026-12-03"` with both ends in, lists of both. Out: sorted, each once. */
export function dates(description: DatesDescription): Field<readonly PlainDateText[]> {
  const sorted = (found: readonly EpochDay[]) =>
    [...new Set(found)].toSorted((a, b) => a - b).map(formatPlainDate);
  return described(v.pipe(textPieces(readPiece), v.transform(sorted)), {
    allowed:
      'dates such as "2026-12-24", ranges such as "2026-12-24..2026-12-31", or a list of them',
    json: textOrTexts,
    explain: (input) => (typeof input === "number" ? writeIfDate(meantDate(String(input))) : {}),
    ...description,
  });
}

/** One date. */
export function date(description: DatesDescription): Field<PlainDateText> {
  return described(
    reads(v.string(), (text): Reading<PlainDateText> => {
      const day = dayOf(text.trim());
      return day === undefined
        ? refused(dateRefusal(text.trim()))
        : { value: formatPlainDate(day) };
    }),
    {
      allowed: 'a date such as "2026-12-24"',
      explain: (input) => (typeof input === "number" ? writeIfDate(meantDate(String(input))) : {}),
      ...description,
    },
  );
}

function writeIfDate(meant: string | undefined) {
  return meant === undefined ? {} : { write: JSON.stringify(meant) };
}

function readPiece(piece: string): PieceReading<EpochDay> {
  if (piece === "") return { refusal: { reason: "a date is missing" } };
  const single = dayOf(piece);
  if (single !== undefined) return { values: [single] };
  const [first = "", last, ...more] = piece.split(/\s*\.\.\s*/);
  if (last === undefined || more.length > 0) return { refusal: pieceRefusal(piece) };
  const [from, to] = [dayOf(first), dayOf(last)];
  if (from === undefined || to === undefined) {
    return { refusal: dateRefusal(from === undefined ? first : last) };
  }
  return rangeReading(piece, from, to);
}

function rangeReading(piece: string, from: EpochDay, to: EpochDay): PieceReading<EpochDay> {
  if (to < from) {
    const write = JSON.stringify(`${formatPlainDate(to)}..${formatPlainDate(from)}`);
    return { refusal: { reason: `${quoted(piece)} ends before it begins`, write } };
  }
  const days = to - from + 1;
  return days > longestRangeDays
    ? { refusal: { reason: `${quoted(piece)} spans ${days} days` } }
    : { values: Array.from({ length: days }, (_, index) => from + index) };
}

/** A date, also with single digits and in the engine's print of a date without quotes. */
function dayOf(text: string): EpochDay | undefined {
  const timestamp = unquotedTimestamp(text);
  if (timestamp !== undefined) {
    return timestamp.time === undefined ? parsePlainDate(timestamp.date) : undefined;
  }
  const [, year, month, day] = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text) ?? [];
  return year === undefined ? undefined : dayOfParts(year, month, day);
}

function dayOfParts(year = "", month = "", day = ""): EpochDay | undefined {
  return parsePlainDate(`${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`);
}

/** Why a text is not a date. */
function dateRefusal(text: string) {
  const timestamp = unquotedTimestamp(text);
  if (timestamp?.time !== undefined) {
    return {
      reason: `${quoted(text)} is a date with a time`,
      write: JSON.stringify(timestamp.date),
    };
  }
  const [, year = "", month = "", day = ""] = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text) ?? [];
  if (year === "")
    return { reason: `${quoted(text)} is not a date`, ...writeIfDate(meantDate(text)) };
  // Days beyond the month's end: its last day is meant, as far as there is such a month.
  const last = [28, 29, 30, 31].filter((end) => dayOfParts(year, month, String(end)) !== undefined);
  const meant = Number(day) > 28 ? last.at(-1) : undefined;
  return {
    reason: `${quoted(text)} is a day that no calendar has`,
    ...writeIfDate(formattedDay(dayOfParts(year, month, String(meant ?? "")))),
  };
}

function pieceRefusal(piece: string) {
  const ends = piece.split(/\s*(?:\.{2,}|[–—…]|\s-\s|\s(?:to|until|through|bis)\s)\s*/);
  const [from, to] = ends.map((end) => formattedDay(dayOf(end)) ?? meantDate(end));
  return ends.length === 2 && from !== undefined && to !== undefined
    ? {
        reason: `${quoted(piece)} is not a range of dates`,
        write: JSON.stringify(`${from}..${to}`),
      }
    : dateRefusal(piece);
}

function formattedDay(day: EpochDay | undefined): string | undefined {
  return day === undefined ? undefined : formatPlainDate(day);
}

/** What `24.12.2026`, `2026/12/24` or `20261224` means; nothing where day and month may be swapped. */
function meantDate(text: string): string | undefined {
  const [, year, month, day] = /^(\d{4})[/. ]?(\d{1,2})[/. ]?(\d{1,2})\.?$/.exec(text) ?? [];
  if (year !== undefined) return formattedDay(dayOfParts(year, month, day));
  const [, first = "", mark, second = "", last] =
    /^(\d{1,2})([./-])(\d{1,2})\2(\d{4})$/.exec(text) ?? [];
  if (mark === "." || Number(first) > 12) return formattedDay(dayOfParts(last, second, first));
  return Number(second) > 12 ? formattedDay(dayOfParts(last, first, second)) : undefined;
}
