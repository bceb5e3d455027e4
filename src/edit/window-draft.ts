import type { WindowConfig } from "../config/config";
import { isMap } from "../config/user-text";
import { parsePlainTime } from "../time/plain-time";
import { parseWeekday, weekdays } from "../time/weekday";
import { dayRangeText } from "./day-range-text";

/**
 * A window as the page edits it: texts as they are typed, also wrong ones.
 *
 * `id`:    the name in the file, or a name that no window of the file has; stays when `name` changes
 * `kind`:  `weekly` has `days`, `span` begins on `fromDay` and ends on `toDay` of each week, `dates` has
 *          `dates`; what belongs to another kind is kept for the user who changes their mind
 * `days`, `fromDay`, `toDay`: 0 = Monday
 */
export interface WindowDraft {
  readonly id: string;
  readonly name: string;
  readonly kind: "weekly" | "span" | "dates";
  readonly days: readonly number[];
  readonly fromDay: number;
  readonly toDay: number;
  readonly dates: string;
  readonly from: string;
  readonly to: string;
  readonly min: string;
  readonly max: string;
}

/** What a stack file holds for one window: keys to values. */
export type WrittenWindow = Readonly<Record<string, unknown>>;

/**
 * A window of the stack file as a draft.
 *
 * In: `written` untrusted; `read`: what the program makes of it, absent where the window is wrong
 */
export function draftOf(name: string, written: unknown, read?: WindowConfig): WindowDraft {
  const values = isMap(written) ? written : {};
  const [from, to] = [dayAndTime(values["from"]), dayAndTime(values["to"])];
  const isSpan = from.day !== undefined && to.day !== undefined;
  const starts = read?.starts;
  const days = starts !== undefined && "days" in starts ? starts.days : [];
  return {
    id: name,
    name,
    kind: isSpan ? "span" : "dates" in values ? "dates" : "weekly",
    days: isSpan ? [from.day] : days.map((day) => weekdays.indexOf(day)),
    fromDay: from.day ?? 0,
    toDay: to.day ?? 0,
    dates: [values["dates"]].flat().map(wordOf).filter(isWord).join(", "),
    from: isSpan ? from.time : wordOf(values["from"]),
    to: isSpan ? to.time : wordOf(values["to"]),
    min: wordOf(values["min"]),
    max: wordOf(values["max"]),
  };
}

/**
 * A draft as the stack file writes it.
 *
 * Out: only the keys that have a value, in the order in which they are written
 */
export function writtenOf(draft: WindowDraft): WrittenWindow {
  const { kind, from, to, min, max } = draft;
  const times =
    kind === "span"
      ? { from: `${dayWord(draft.fromDay)} ${from}`, to: `${dayWord(draft.toDay)} ${to}` }
      : { from, to };
  const values = {
    ...(kind === "weekly" ? { days: dayRangeText(draft.days) } : {}),
    ...(kind === "dates" ? { dates: oneOrList(draft.dates.split(/[,\s]+/).filter(isWord)) } : {}),
    ...times,
    min: numberOr(min),
    max: numberOr(max),
  };
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ""));
}

function dayAndTime(value: unknown): { readonly day?: number; readonly time: string } {
  const text = wordOf(value);
  const [, word = "", time = ""] = /^([A-Za-z]+)\s+(\S+)$/.exec(text) ?? [];
  const day = parseWeekday(word);
  return day === undefined || parsePlainTime(time, "allowed") === undefined
    ? { time: text }
    : { day: weekdays.indexOf(day), time };
}

function dayWord(day: number): string {
  return weekdays[day] ?? "";
}

function wordOf(value: unknown): string {
  if (typeof value === "string") return value.trim();
  return typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}

function isWord(text: string): boolean {
  return text !== "";
}

function oneOrList(words: readonly string[]): string | readonly string[] {
  const [only = "", ...more] = words;
  return more.length === 0 ? only : words;
}

/** A whole number as one; anything else as it was typed, for the checks to tell. */
function numberOr(text: string): string | number {
  return /^\d{1,9}$/.test(text) ? Number(text) : text;
}
