import { isMap } from "../../config/text/describe-value";
import type { PathKey } from "../../problem";
import type { Window } from "../../timetable/model";
import { parsePlainTime, parseWeekday, weekdayNames, weekdays } from "../../timetable/time/plain-date-time";

/** Converts a value of the stack file to the text of a field; empty for lists and maps. */
function toTypedText(value: unknown): string {
  if (typeof value === "string") return value.trim();
  return typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}

/** Converts one or more dates and date ranges to one text. */
function toTypedDates(value: unknown): string {
  return [value].flat().map(toTypedText).filter(isNotEmpty).join(", ");
}

/** Converts typed dates to the form of the stack file: one text, or a list. */
function parseTypedDates(text: string): string | readonly string[] {
  const words = text.split(/[,\s]+/).filter(isNotEmpty);
  const [only = "", ...more] = words;
  return more.length === 0 ? only : words;
}

/** Converts a whole number; keeps anything else as text, which the checks then report. */
function parseTypedNumber(text: string): string | number {
  return /^\d{1,9}$/.test(text) ? Number(text) : text;
}

function omitEmpty(values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ""));
}

function isNotEmpty(text: string): boolean {
  return text !== "";
}

/**
 * Formats days of the week for a stack file.
 * @param days 0 = Monday, in any order
 * @returns `mon`, `mon-fri`, `fri-mon`, `daily`, else a list; empty for none
 */
export function formatDayRange(days: readonly number[]): string | readonly string[] {
  const names = weekdays.filter((_, day) => days.includes(day));
  const [only] = names;
  if (only === undefined) return "";
  if (names.length === 1) return only;
  if (names.length === weekdays.length) return "daily";
  const starts = days.filter((day) => !days.includes((day + 6) % 7));
  const [start, ...others] = starts;
  if (start === undefined || others.length > 0) return names;
  return `${getDayName(start)}-${getDayName(start + names.length - 1)}`;
}

function getDayName(day: number): string {
  return weekdays[day % weekdays.length] ?? "";
}

/** A timetable that endpoints share has this before its name. No endpoint has, because AWS allows no dot in its name. */
export const sharedPrefix = "timetables.";

/** @param owner an endpoint, or `timetables.` and the name of a shared timetable */
export function getWindowsPath(owner: string): readonly PathKey[] {
  return [...getTimetablePath(owner), "windows"];
}

export function getTimetablePath(owner: string): readonly PathKey[] {
  return owner.startsWith(sharedPrefix)
    ? ["timetables", owner.slice(sharedPrefix.length)]
    : ["endpoints", owner, "timetable"];
}

/**
 * A window on the page, as typed, valid or not.
 *
 * `id`: the name in the file, or a free name for a new window; stays the same if `name` changes
 * `kind`: `weekly` uses `days`, `span` uses `fromDay` and `toDay`, `dates` uses `dates`; values of other kinds are kept
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

/**
 * Converts a window of the stack file to a draft.
 * @param raw untrusted values of the file
 * @param window the parsed window; absent if it has errors
 */
export function toWindowDraft(name: string, raw: unknown, window?: Window): WindowDraft {
  const values = isMap(raw) ? raw : {};
  const [from, to] = [parseDayAndTime(values["from"]), parseDayAndTime(values["to"])];
  const isSpan = from.day !== undefined && to.day !== undefined;
  const starts = window?.starts;
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

/** Converts a draft to the form and key order of the stack file; omits empty keys. */
export function toWindowValues(draft: WindowDraft): Readonly<Record<string, unknown>> {
  const { kind, from, to, min, max } = draft;
  const times =
    kind === "span"
      ? { from: `${getDayName(draft.fromDay)} ${from}`, to: `${getDayName(draft.toDay)} ${to}` }
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

/**
 * An exception on the page, as typed, valid or not.
 *
 * `id`: its position in the file, or `new-1` and so on
 * `use`: `baseline`, a day of the week, or `limits` for `min` and `max`; unused values are kept
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

/** The rest of a timetable on the page, as typed. */
export interface SettingsDraft {
  readonly min: string;
  readonly max: string;
  readonly readyBefore: string;
  readonly exceptions: readonly ExceptionDraft[];
}

/** @param timetable untrusted values of the stack file */
export function toSettingsDraft(timetable: Readonly<Record<string, unknown>>): SettingsDraft {
  const { baseline, readyBefore, exceptions } = timetable;
  return {
    ...toTypedLimits(baseline),
    readyBefore: toTypedText(readyBefore),
    exceptions: (Array.isArray(exceptions) ? exceptions : []).map(toExceptionDraft),
  };
}

function toExceptionDraft(raw: unknown, index: number): ExceptionDraft {
  const values = isMap(raw) ? raw : {};
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

/** Formats a day of the week for `use` of an exception. */
export function formatDayUse(day: keyof typeof weekdayNames): string {
  return weekdayNames[day].toLowerCase();
}

function toTypedLimits(raw: unknown): Pick<SettingsDraft, "min" | "max"> {
  const { min, max } = isMap(raw) ? raw : {};
  return { min: toTypedText(min), max: toTypedText(max) };
}

/** Converts limits to the form of the stack file; omits empty keys. */
export function toLimitsValues(limits: Pick<SettingsDraft, "min" | "max">): Readonly<Record<string, unknown>> {
  return omitEmpty({ min: parseTypedNumber(limits.min), max: parseTypedNumber(limits.max) });
}

/** Converts an exception to the form of the stack file; omits empty keys. */
export function toExceptionValues(draft: ExceptionDraft): Readonly<Record<string, unknown>> {
  const { on, calendar, dates, use } = draft;
  return omitEmpty({
    ...(on === "calendar" ? { calendar: calendar.trim() } : { dates: parseTypedDates(dates) }),
    use: use === "limits" ? toLimitsValues(draft) : use,
  });
}

/** Adds an exception at the end; its dates use the baseline. */
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

function findFreeId(exceptions: readonly ExceptionDraft[]): string {
  const taken = new Set(exceptions.map(({ id }) => id));
  const ids = [...exceptions, undefined].map((_, index) => `new-${index + 1}`);
  return ids.find((id) => !taken.has(id)) ?? `new-${taken.size + 1}`;
}

/** Undo history. `kind`: of the last change; consecutive changes of one kind are one step. */
export interface History<State> {
  readonly past: readonly State[];
  readonly present: State;
  readonly future: readonly State[];
  readonly kind?: string;
}

const maxSteps = 200;

export function createHistory<State>(present: State): History<State> {
  return { past: [], present, future: [] };
}

/** Records a new state. @param kind for typing: merges the change with the previous one of the same kind */
export function recordChange<State>(history: History<State>, present: State, kind?: string): History<State> {
  const joins = kind !== undefined && history.kind === kind && history.past.length > 0;
  const past = joins ? history.past : [...history.past, history.present].slice(-maxSteps);
  return { past, present, future: [], ...(kind === undefined ? {} : { kind }) };
}

/** @returns the same history if there is nothing to undo */
export function undoChange<State>({ past, present, future }: History<State>): History<State> {
  const [before] = past.slice(-1);
  return before === undefined
    ? { past, present, future }
    : { past: past.slice(0, -1), present: before, future: [present, ...future] };
}

/** @returns the same history if there is nothing to redo */
export function redoChange<State>({ past, present, future }: History<State>): History<State> {
  const [next, ...rest] = future;
  return next === undefined ? { past, present, future } : { past: [...past, present], present: next, future: rest };
}
