import { isMap } from "../../config/text/describe-value";
import type { PathKey } from "../../problem";
import type { Window } from "../../timetable/model";
import {
  parsePlainTime,
  parseWeekday,
  weekdayNames,
  weekdays,
} from "../../timetable/time/plain-date-time";

/** A value of the stack file as it is typed; empty for what is no text and no number. */
export function toTypedText(value: unknown): string {
  if (typeof value === "string") return value.trim();
  return typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}

/** One or more dates and ranges of dates as one text. */
export function toTypedDates(value: unknown): string {
  return [value].flat().map(toTypedText).filter(isNotEmpty).join(", ");
}

/** Typed dates as the stack file has them: one text, or a list. */
export function parseTypedDates(text: string): string | readonly string[] {
  const words = text.split(/[,\s]+/).filter(isNotEmpty);
  const [only = "", ...more] = words;
  return more.length === 0 ? only : words;
}

/** A whole number as one; anything else as it was typed, for the checks to tell. */
export function parseTypedNumber(text: string): string | number {
  return /^\d{1,9}$/.test(text) ? Number(text) : text;
}

/** Without the keys that have no value. */
export function omitEmpty(
  values: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ""));
}

function isNotEmpty(text: string): boolean {
  return text !== "";
}

/**
 * Days of the week as a stack file writes them.
 *
 * In:  numbers, 0 = Monday, any order
 * Out: `mon`, `mon-fri`, `fri-mon` over the weekend, `daily`, else a list; empty for none
 */
export function formatDayRange(days: readonly number[]): string | readonly string[] {
  const held = weekdays.filter((_, day) => days.includes(day));
  const [only] = held;
  if (only === undefined) return "";
  if (held.length === 1) return only;
  if (held.length === weekdays.length) return "daily";
  const first = days.filter((day) => !days.includes((day + 6) % 7));
  const [start, ...others] = first;
  if (start === undefined || others.length > 0) return held;
  return `${getDayName(start)}-${getDayName(start + held.length - 1)}`;
}

function getDayName(day: number): string {
  return weekdays[day % weekdays.length] ?? "";
}

/** Where an endpoint's windows are written. */
export function getWindowsPath(endpoint: string): readonly PathKey[] {
  return [...getTimetablePath(endpoint), "windows"];
}

/** Where an endpoint's timetable is written. */
export function getTimetablePath(endpoint: string): readonly PathKey[] {
  return ["endpoints", endpoint, "timetable"];
}

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

/**
 * An exception as the page edits it: texts as they are typed, also wrong ones.
 *
 * `id`:  its position in the file, or a text that is no number for a new one
 * `use`: `baseline`, a day of the week, or `defineLimits` for `min` and `max`; what is not in use is kept for the
 *        user who changes their mind
 */
export interface ExceptionDraft {
  readonly id: string;
  readonly on: "calendar" | "dates";
  readonly calendar: string;
  readonly dates: string;
  readonly use: string;
  readonly min: string;
  readonly max: string;
}

/** What a timetable has beside its windows, as the page edits it. */
export interface SettingsDraft {
  readonly min: string;
  readonly max: string;
  readonly readyBefore: string;
  readonly exceptions: readonly ExceptionDraft[];
}

/** The settings of a timetable. In: what the stack file holds, untrusted */
export function toSettingsDraft(timetable: Readonly<Record<string, unknown>>): SettingsDraft {
  const { baseline, readyBefore, exceptions } = timetable;
  return {
    ...toTypedLimits(baseline),
    readyBefore: toTypedText(readyBefore),
    exceptions: (Array.isArray(exceptions) ? exceptions : []).map(toExceptionDraft),
  };
}

function toExceptionDraft(written: unknown, index: number): ExceptionDraft {
  const values = isMap(written) ? written : {};
  const { calendar, dates, use } = values;
  const day = parseWeekday(toTypedText(use));
  return {
    id: String(index),
    on: "dates" in values ? "dates" : "calendar",
    calendar: toTypedText(calendar),
    dates: toTypedDates(dates),
    use: isMap(use) ? "limits" : day === undefined ? toTypedText(use) : formatDayUse(day),
    ...toTypedLimits(use),
  };
}

/** How a day of the week is written as what is used instead. */
export function formatDayUse(day: keyof typeof weekdayNames): string {
  return weekdayNames[day].toLowerCase();
}

function toTypedLimits(written: unknown): Pick<SettingsDraft, "min" | "max"> {
  const { min, max } = isMap(written) ? written : {};
  return { min: toTypedText(min), max: toTypedText(max) };
}

/** Limits as the stack file has them. */
export function toLimitsValues({
  min,
  max,
}: Pick<SettingsDraft, "min" | "max">): Readonly<Record<string, unknown>> {
  return omitEmpty({ min: parseTypedNumber(min), max: parseTypedNumber(max) });
}

/** An exception as the stack file has it; only the keys that have a value. */
export function toExceptionValues(draft: ExceptionDraft): Readonly<Record<string, unknown>> {
  const { on, calendar, dates, use } = draft;
  return omitEmpty({
    ...(on === "calendar" ? { calendar: calendar.trim() } : { dates: parseTypedDates(dates) }),
    use: use === "limits" ? toLimitsValues(draft) : use,
  });
}

/** With one more exception, behind the others: the weekly windows do not begin on its dates. */
export function addException(settings: SettingsDraft, calendar: string | undefined): SettingsDraft {
  const added: ExceptionDraft = {
    id: findFreeId(settings.exceptions),
    on: calendar === undefined ? "dates" : "calendar",
    calendar: calendar ?? "",
    dates: "",
    use: "baseline",
    min: settings.min,
    max: settings.max,
  };
  return { ...settings, exceptions: [...settings.exceptions, added] };
}

/** An id that no exception has, and none of the file. */
function findFreeId(exceptions: readonly ExceptionDraft[]): string {
  const taken = new Set(exceptions.map(({ id }) => id));
  const ids = [...exceptions, undefined].map((_, index) => `new-${index + 1}`);
  return ids.find((id) => !taken.has(id)) ?? `new-${taken.size + 1}`;
}

/** States that were, the present one, and those that were undone. */
export interface History<State> {
  readonly past: readonly State[];
  readonly present: State;
  readonly future: readonly State[];
  /** What made the present state: changes of one kind that follow each other are undone together. */
  readonly kind?: string;
}

/** Steps that can be undone. */
const maxSteps = 200;

/** A state with nothing before it. */
export function createHistory<State>(present: State): History<State> {
  return { past: [], present, future: [] };
}

/**
 * A new present state.
 *
 * In: `kind` for typing, where one letter is no step of its own: joined with the change before it when
 *     that was of the same kind
 */
export function recordChange<State>(
  history: History<State>,
  present: State,
  kind?: string,
): History<State> {
  const joins = kind !== undefined && history.kind === kind && history.past.length > 0;
  const past = joins ? history.past : [...history.past, history.present].slice(-maxSteps);
  return { past, present, future: [], ...(kind === undefined ? {} : { kind }) };
}

/** One step back. Out: the same history where there is none */
export function undoChange<State>({ past, present, future }: History<State>): History<State> {
  const [before] = past.slice(-1);
  return before === undefined
    ? { past, present, future }
    : { past: past.slice(0, -1), present: before, future: [present, ...future] };
}

/** One step forward again. Out: the same history where there is none */
export function redoChange<State>({ past, present, future }: History<State>): History<State> {
  const [next, ...rest] = future;
  return next === undefined
    ? { past, present, future }
    : { past: [...past, present], present: next, future: rest };
}
