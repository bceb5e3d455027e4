import {
  type EpochMinute,
  parseInstant,
  parsePlainDate,
  parsePlainTime,
  type PlainMinute,
  toEpochDay,
  toEpochMinute,
  toPlainMinute,
} from "../../timetable/time";
import { type CliContext, throwUserError } from "./cli-context";

/** AWS's cron expressions know the years from 1970 to 2199, and a plan looks some years ahead. */
const plannedYears = { first: 1970, last: 2189 };

export function isWithinPlannedYears(at: EpochMinute): boolean {
  const { first, last } = plannedYears;
  return at >= toEpochDay(first, 1, 2) * 1440 && at < toEpochDay(last + 1, 1, 1) * 1440;
}

export function formatPlannedYears(): string {
  return `${plannedYears.first} and ${plannedYears.last}`;
}

/** `after`: a time of day alone is the next one after it. @default `present` */
export interface ZoneClock {
  readonly zone: string;
  readonly present: PlainMinute;
  readonly after?: PlainMinute;
}

/**
 * Parses `2026-12-25T09:00`, `tomorrow 09:00`, `today 18:00`, `18:00`, or an instant with its offset.
 * @returns the moment on the clock of the zone
 * @throws {CommanderError} for any other text
 * @param what what the moment is for, in the error: `--from`
 */
export function parseMoment(
  text: string,
  { zone, present, after = present }: ZoneClock,
  what: string,
  io: CliContext,
): PlainMinute {
  const instant = parseInstant(text.replace(/ (?=(?:[+-]\d\d:?\d\d|Z)$)/, ""));
  if (instant !== undefined && !isWithinPlannedYears(instant)) {
    return throwUserError(io, `"${text}" for ${what} is not between ${formatPlannedYears()}`);
  }
  if (instant !== undefined) return toPlainMinute(zone, instant);
  const [, word, clock = ""] = /^(?:(\S+?)[Tt ]\s*)?(\d{1,2}:\d{2})(?::00)?$/.exec(text.trim()) ?? [];
  const day = word === undefined ? Math.floor(after / 1440) : parseDay(word, Math.floor(present / 1440));
  const minute = parsePlainTime(clock, "allowed");
  if (day === undefined || minute === undefined) {
    const isDate = word !== undefined && day === undefined && /^\d{4}-\d\d-\d\d$/.test(word);
    return throwUserError(
      io,
      isDate ? `the date ${word} for ${what} does not exist` : `"${text}" for ${what} is not a moment`,
      `write it on the clock of ${zone}: "2026-12-05T18:00", "tomorrow 09:00", or 18:00 for the next time it is that late`,
      "or with an offset: 2026-12-05T18:00+01:00",
    );
  }
  const at = day * 1440 + minute;
  return word === undefined && at <= after ? at + 1440 : at;
}

function parseDay(word: string, today: number): number | undefined {
  if (/^today$/i.test(word)) return today;
  return /^tomorrow$/i.test(word) ? today + 1 : parsePlainDate(word);
}

/**
 * Parses a moment in the zone of an endpoint.
 * @throws {CommanderError} if the text is not a moment
 */
export function parseMomentInZone(text: string, zone: string, now: EpochMinute, io: CliContext): EpochMinute {
  const clock = { zone, present: toPlainMinute(zone, now) };
  const moment = parseMoment(text, clock, "the argument", io);
  return parseInstant(text) ?? toEpochMinute(zone, moment, "compatible");
}

/** Joins `tomorrow 09:00` and `2026-12-25 09:00`, which a shell passes as two words without quotes. */
export function joinMoments(words: readonly string[]): readonly string[] {
  return words.reduce<readonly string[]>((joined, word) => {
    const day = joined.at(-1) ?? "";
    const isMoment = /^(?:today|tomorrow|\d{4}-\d\d-\d\d)$/i.test(day) && /^\d{1,2}:\d\d/.test(word);
    return isMoment ? [...joined.slice(0, -1), `${day} ${word}`] : [...joined, word];
  }, []);
}
