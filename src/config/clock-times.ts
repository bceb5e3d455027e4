import * as v from "valibot";
import { formatPlainDate, parsePlainDate, type PlainMinute } from "../time/plain-date";
import { formatPlainTime, parsePlainTime } from "../time/plain-time";
import { type Weekday, parseWeekday } from "../time/weekday";
import { nearestWeekday } from "./days";
import { type Explanation, type Field, type FieldDescription, described } from "./field";
import { type Reading, type Refusal, reads, refused } from "./reads";
import { quoted, unquotedTimestamp } from "./user-text";

/** Whether a time begins something, or ends it and may be `24:00`. */
export type ClockEnd = "begin" | "end";

/** A time of day as a window gives it; `minute` of the day, 0-1440. */
export interface WindowTime {
  readonly weekday?: Weekday;
  readonly minute: number;
}

type TimeDescription = Omit<FieldDescription, "allowed" | "json">;

/** A time of day, `"08:00"`, perhaps with its day in front, `"fri 18:00"`. */
export function windowTime(end: ClockEnd, description: TimeDescription): Field<WindowTime> {
  const last = end === "end" ? " to 24:00" : " to 23:59";
  return described(
    reads(v.string(), (text) => readWindowTime(text.trim(), end)),
    {
      allowed: `a time of day such as "08:00", from 00:00${last}, or one with its day such as "fri 18:00"`,
      json: { pattern: String.raw`^\s*([A-Za-z]+\s+)?\d{1,2}:\d{2}\s*$` },
      explain: explainTimeNumber,
      ...description,
    },
  );
}

/** A moment on the wall clock, `"2026-12-04T12:00"`. */
export function plainMoment(end: ClockEnd, description: TimeDescription): Field<PlainMinute> {
  return described(
    reads(v.string(), (text) => readMoment(text.trim(), end)),
    {
      allowed: 'a date with a time of day, such as "2026-12-04T12:00"',
      json: { pattern: String.raw`^\s*\d{4}-\d{2}-\d{2}[T ]\d{1,2}:\d{2}\s*$` },
      ...description,
    },
  );
}

function readWindowTime(text: string, end: ClockEnd): Reading<WindowTime> {
  const [, word, clock = ""] = /^(?:([^\d\s]+)\s+)?(\S.*)$/.exec(text) ?? [];
  const minute = parsePlainTime(clock, end === "end" ? "allowed" : "refused");
  if (minute === undefined) return refused(timeRefusal(text, word, clock, end));
  if (word === undefined) return { value: { minute } };
  const weekday = parseWeekday(word);
  if (weekday !== undefined) return { value: { weekday, minute } };
  const meant = nearestWeekday(word);
  return refused({
    reason: `${quoted(word)} is not a day of the week`,
    ...(meant === undefined ? {} : { write: JSON.stringify(`${meant} ${clock}`) }),
  });
}

function timeRefusal(
  text: string,
  word: string | undefined,
  clock: string,
  end: ClockEnd,
): Refusal {
  if (/^24:00$/.test(clock) && end === "begin") {
    return {
      reason: `${quoted(text)} ends a day, nothing can begin there`,
      fix: 'write "00:00", and the day after it',
    };
  }
  const meant = meantTime(clock);
  const day = word === undefined ? "" : `${nearestWeekday(word) ?? word} `;
  return {
    reason: `${quoted(text)} is not a time of day`,
    ...(meant === undefined ? {} : { write: JSON.stringify(`${day}${meant}`) }),
  };
}

const looseTime = /^(\d{1,2})(?:[:.h]?([0-5]\d))?(?::[0-5]\d)?(?:\s*([ap])\.?m\.?|\s*h|\s*uhr)?$/i;

/** `8am`, `0800`, `8.30`, `08:00:00`: what they mean, to propose it. */
function meantTime(text: string): string | undefined {
  const [, hours, minutes = "00", half] = looseTime.exec(text) ?? [];
  if (hours === undefined) return undefined;
  const noon = half?.toLowerCase() === "p" ? 12 : 0;
  const hour = half === undefined ? Number(hours) : (Number(hours) % 12) + noon;
  return hour > 23 ? undefined : formatPlainTime(hour * 60 + Number(minutes));
}

/**
 * A number in the place of a time: `0800` without quotes is the number 800, and `0700` is read as octal.
 *
 * Octal has three digits after the nought, so from 512 on the number is what was typed.
 */
function explainTimeNumber(input: unknown): Explanation {
  if (typeof input !== "number" || !Number.isInteger(input) || input < 0) return {};
  const octal = `0${input.toString(8)}`;
  if (octal.length === 4 && meantTime(octal) !== undefined) {
    return { remark: `; YAML reads ${octal} without quotes as ${input}`, ...writeTime(octal) };
  }
  return input > 511 ? writeTime(String(input).padStart(4, "0")) : {};
}

function writeTime(text: string): Explanation {
  const meant = meantTime(text);
  return meant === undefined ? {} : { write: JSON.stringify(meant) };
}

function readMoment(text: string, end: ClockEnd): Reading<PlainMinute> {
  const timestamp = unquotedTimestamp(text);
  if (timestamp !== undefined) return refused(unquotedRefusal(timestamp.date, timestamp.time));
  const [, dateText = "", clock = ""] = /^(\d{4}-\d{2}-\d{2})[T ](\d{1,2}:\d{2})$/.exec(text) ?? [];
  const day = parsePlainDate(dateText);
  const minute = parsePlainTime(clock, end === "end" ? "allowed" : "refused");
  return day === undefined || minute === undefined
    ? refused(momentRefusal(text))
    : { value: day * 1440 + minute };
}

function unquotedRefusal(date: string, time: string | undefined): Refusal {
  return time === undefined
    ? { reason: `${date} says no time of day`, write: `"${date}T00:00"` }
    : {
        reason: `${date} ${time} without quotes is read as a moment in UTC`,
        write: `"${date}T${time.slice(0, 5)}"`,
      };
}

const looseMoment =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[Tt ]+(\d{1,2}[:.]?\d{0,2})(?::\d{2}(?:\.\d+)?)?\s*(Z|z|[+-]\d{2}:?\d{2}|UTC)?)?$/;

function momentRefusal(text: string): Refusal {
  const [, year, month = "", day = "", clock, offset] = looseMoment.exec(text) ?? [];
  if (year === undefined) return { reason: `${quoted(text)} is not a date with a time of day` };
  const date = parsePlainDate(`${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`);
  if (date === undefined) return { reason: `${quoted(text)} has a day that no calendar has` };
  const time = clock === undefined ? "00:00" : meantTime(clock);
  const write = time === undefined ? {} : { write: `"${formatPlainDate(date)}T${time}"` };
  if (clock === undefined) return { reason: `${quoted(text)} says no time of day`, ...write };
  return offset === undefined
    ? { reason: `${quoted(text)} is not a date with a time of day`, ...write }
    : { reason: `${quoted(text)} names an offset, but the timetable's zone decides it`, ...write };
}
