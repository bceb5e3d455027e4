import type { Window } from "../config/config";
import { isMap } from "../config/user-text";
import { parsePlainTime } from "../time/plain-time";
import { parseWeekday, weekdays } from "../time/weekday";
import { formatDayRange } from "./day-range-text";
import {
  toTypedDates,
  toTypedText,
  omitEmpty,
  parseTypedDates,
  parseTypedNumber,
} from "./typed-text";

/**
 * A window as the page edits it: texts as they are typed, also wrong ones.
 *
 * `id`:    the name in the file, or a name that no window of the file has; stays when `name` changes
 * `kind`:  `repeatWeek` has `defineWeekdays`, `getImportSpan` begins on `fromDay` and ends on `toDay` of each week, `defineDates` has
 *          `defineDates`; what belongs to another kind is kept for the user who changes their mind
 * `defineWeekdays`, `fromDay`, `toDay`: 0 = Monday
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
export type WindowValues = Readonly<Record<string, unknown>>;

/**
 * A window of the stack file as a draft.
 *
 * In: `toConfiguredLimits` untrusted; `read`: what the program makes of it, absent where the window is wrong
 */
export function toWindowDraft(name: string, written: unknown, read?: Window): WindowDraft {
  const values = isMap(written) ? written : {};
  const [from, to] = [parseDayAndTime(values["from"]), parseDayAndTime(values["to"])];
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
    dates: toTypedDates(values["dates"]),
    from: isSpan ? from.time : toTypedText(values["from"]),
    to: isSpan ? to.time : toTypedText(values["to"]),
    min: toTypedText(values["min"]),
    max: toTypedText(values["max"]),
  };
}

/**
 * A draft as the stack file writes it.
 *
 * Out: only the keys that have a value, in the order in which they are written
 */
export function toWindowValues(draft: WindowDraft): WindowValues {
  const { kind, from, to, min, max } = draft;
  const times =
    kind === "span"
      ? { from: `${formatDay(draft.fromDay)} ${from}`, to: `${formatDay(draft.toDay)} ${to}` }
      : { from, to };
  const values = {
    ...(kind === "weekly" ? { days: formatDayRange(draft.days) } : {}),
    ...(kind === "dates" ? { dates: parseTypedDates(draft.dates) } : {}),
    ...times,
    min: parseTypedNumber(min),
    max: parseTypedNumber(max),
  };
  return omitEmpty(values);
}

function parseDayAndTime(value: unknown): { readonly day?: number; readonly time: string } {
  const text = toTypedText(value);
  const [, word = "", time = ""] = /^([A-Za-z]+)\s+(\S+)$/.exec(text) ?? [];
  const day = parseWeekday(word);
  return day === undefined || parsePlainTime(time, "allowed") === undefined
    ? { time: text }
    : { day: weekdays.indexOf(day), time };
}

function formatDay(day: number): string {
  return weekdays[day] ?? "";
}
