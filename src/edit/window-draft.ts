import type { WindowConfig } from "../config/config";
import { isMap } from "../config/user-text";
import { parsePlainTime } from "../time/plain-time";
import { parseWeekday, weekdays } from "../time/weekday";
import { dayRangeText } from "./day-range-text";
import { typedDates, typedText, withValuesOnly, writtenDates, writtenNumber } from "./typed-text";

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
    dates: typedDates(values["dates"]),
    from: isSpan ? from.time : typedText(values["from"]),
    to: isSpan ? to.time : typedText(values["to"]),
    min: typedText(values["min"]),
    max: typedText(values["max"]),
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
    ...(kind === "dates" ? { dates: writtenDates(draft.dates) } : {}),
    ...times,
    min: writtenNumber(min),
    max: writtenNumber(max),
  };
  return withValuesOnly(values);
}

function dayAndTime(value: unknown): { readonly day?: number; readonly time: string } {
  const text = typedText(value);
  const [, word = "", time = ""] = /^([A-Za-z]+)\s+(\S+)$/.exec(text) ?? [];
  const day = parseWeekday(word);
  return day === undefined || parsePlainTime(time, "allowed") === undefined
    ? { time: text }
    : { day: weekdays.indexOf(day), time };
}

function dayWord(day: number): string {
  return weekdays[day] ?? "";
}
