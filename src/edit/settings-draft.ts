import { isMap } from "../config/user-text";
import { parseWeekday, weekdayNames } from "../time/weekday";
import {
  toTypedDates,
  toTypedText,
  omitEmpty,
  parseTypedDates,
  parseTypedNumber,
} from "./typed-text";

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
