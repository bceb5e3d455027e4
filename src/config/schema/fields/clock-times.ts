import * as v from "valibot";
import {
  formatPlainDate,
  formatPlainTime,
  parsePlainDate,
  parsePlainTime,
  parseWeekday,
  type PlainMinute,
  type Weekday,
} from "../../../timetable/time";
import { parseUnquotedTimestamp, quoteValue } from "../../text";
import { findClosestWeekday } from "./dates-and-weekdays";
import {
  type BaseDescription,
  describeField,
  type Explanation,
  type Field,
  type ParseResult,
  parseWith,
  type Refusal,
  reject,
} from "./field";

/** The end of an interval may be `24:00`. */
export type ClockEnd = "begin" | "end";

/** A time of day in a window. */
export interface WindowTime {
  readonly weekday?: Weekday;
  /** Minute of the day, 0-1440. */
  readonly minute: number;
}

/** A time of day such as `"08:00"`, or with its day, `"fri 18:00"`. */
export function defineWindowTime(end: ClockEnd, description: BaseDescription): Field<WindowTime> {
  const last = end === "end" ? " to 24:00" : " to 23:59";
  return describeField(
    parseWith(v.string(), (text) => parseWindowTime(text.trim(), end)),
    {
      allowed: `a time of day such as "08:00", from 00:00${last}, or one with its day such as "fri 18:00"`,
      json: { pattern: String.raw`^\s*([A-Za-z]+\s+)?\d{1,2}:\d{2}\s*$` },
      explain: explainTimeNumber,
      ...description,
    },
  );
}

/** A local date and time such as `"2026-12-04T12:00"`. */
export function definePlainDateTime(end: ClockEnd, description: BaseDescription): Field<PlainMinute> {
  return describeField(
    parseWith(v.string(), (text) => parseDateTime(text.trim(), end)),
    {
      allowed: 'a date with a time of day, such as "2026-12-04T12:00"',
      json: { pattern: String.raw`^\s*\d{4}-\d{2}-\d{2}[T ]\d{1,2}:\d{2}\s*$` },
      ...description,
    },
  );
}

function parseWindowTime(text: string, end: ClockEnd): ParseResult<WindowTime> {
  const [, word, clock = ""] = /^(?:([^\d\s]+)\s+)?(\S.*)$/.exec(text) ?? [];
  const minute = parsePlainTime(clock, end === "end" ? "allowed" : "refused");
  if (minute === undefined) return reject(explainInvalidTime(text, word, clock, end));
  if (word === undefined) return { value: { minute } };
  const weekday = parseWeekday(word);
  if (weekday !== undefined) return { value: { weekday, minute } };
  const meant = findClosestWeekday(word);
  return reject({
    reason: `${quoteValue(word)} is not a day of the week`,
    ...(meant === undefined ? {} : { write: JSON.stringify(`${meant} ${clock}`) }),
  });
}

function explainInvalidTime(text: string, word: string | undefined, clock: string, end: ClockEnd): Refusal {
  if (/^24:00$/.test(clock) && end === "begin") {
    return {
      reason: `${quoteValue(text)} is the end of a day, so it cannot be a start`,
      fix: 'write "00:00" and the next day',
    };
  }
  const meant = guessTime(clock);
  const day = word === undefined ? "" : `${findClosestWeekday(word) ?? word} `;
  return {
    reason: `${quoteValue(text)} is not a time of day`,
    ...(meant === undefined ? {} : { write: JSON.stringify(`${day}${meant}`) }),
  };
}

const looseTimeForm = /^(\d{1,2})(?:[:.h]?([0-5]\d))?(?::00)?(?:\s*([ap])\.?m\.?|\s*h|\s*uhr)?$/i;

/** Guesses what `8am`, `0800`, `8.30` or `08:00:00` means, for the fix. */
function guessTime(text: string): string | undefined {
  const [, hours, minutes = "00", half] = looseTimeForm.exec(text) ?? [];
  if (hours === undefined) return undefined;
  const noon = half?.toLowerCase() === "p" ? 12 : 0;
  const hour = half === undefined ? Number(hours) : (Number(hours) % 12) + noon;
  return hour > 23 ? undefined : formatPlainTime(hour * 60 + Number(minutes));
}

/**
 * Explains an unquoted time: `0800` becomes the number 800, and `0700` is octal. Octal has three digits
 * after the zero, so numbers from 512 up are as typed.
 */
function explainTimeNumber(input: unknown): Explanation {
  if (typeof input !== "number" || !Number.isInteger(input) || input < 0) return {};
  const octal = `0${input.toString(8)}`;
  if (octal.length === 4 && guessTime(octal) !== undefined) {
    return { remark: `; YAML reads ${octal} without quotes as ${input}`, ...suggestTime(octal) };
  }
  return input > 511 ? suggestTime(String(input).padStart(4, "0")) : {};
}

function suggestTime(text: string): Explanation {
  const meant = guessTime(text);
  return meant === undefined ? {} : { write: JSON.stringify(meant) };
}

function parseDateTime(text: string, end: ClockEnd): ParseResult<PlainMinute> {
  const timestamp = parseUnquotedTimestamp(text);
  if (timestamp !== undefined) return reject(explainUnquotedDate(timestamp.date, timestamp.time));
  const [, dateText = "", clock = ""] = /^(\d{4}-\d{2}-\d{2})[T ](\d{1,2}:\d{2})$/.exec(text) ?? [];
  const day = parsePlainDate(dateText);
  const minute = parsePlainTime(clock, end === "end" ? "allowed" : "refused");
  return day === undefined || minute === undefined
    ? reject(explainInvalidDateTime(text))
    : { value: day * 1440 + minute };
}

function explainUnquotedDate(date: string, time: string | undefined): Refusal {
  return time === undefined
    ? { reason: `${date} has no time of day`, write: `"${date}T00:00"` }
    : { reason: `YAML reads ${date} ${time} without quotes as a UTC time`, write: `"${date}T${time.slice(0, 5)}"` };
}

const looseDateTimeForm =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[Tt ]+(\d{1,2}[:.]?\d{0,2})(?::\d{2}(?:\.\d+)?)?\s*(Z|z|[+-]\d{2}:?\d{2}|UTC)?)?$/;

function explainInvalidDateTime(text: string): Refusal {
  const [, year, month = "", day = "", clock, offset] = looseDateTimeForm.exec(text) ?? [];
  if (year === undefined) return { reason: `${quoteValue(text)} is not a date with a time of day` };
  const date = parsePlainDate(`${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`);
  if (date === undefined) return { reason: `the date in ${quoteValue(text)} does not exist` };
  const time = clock === undefined ? "00:00" : guessTime(clock);
  const write = time === undefined ? {} : { write: `"${formatPlainDate(date)}T${time}"` };
  if (clock === undefined) return { reason: `${quoteValue(text)} has no time of day`, ...write };
  return offset === undefined
    ? { reason: `${quoteValue(text)} is not a date with a time of day`, ...write }
    : { reason: `${quoteValue(text)} has a UTC offset, but the timetable's time zone applies`, ...write };
}
