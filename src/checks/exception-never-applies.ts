import type { ExceptionConfig, TimetableConfig } from "../config/config";
import type { Problem } from "../problem";
import { parsePlainDate, type EpochDay } from "../time/plain-date";
import {
  exceptionDays,
  exceptionStarts,
  listedDates,
  type ExceptionDay,
} from "../timetable/exceptions";
import { isSchedulable } from "../timetable/is-schedulable";
import { sameLimits } from "../timetable/limits";
import { windowStarts } from "../timetable/windows";
import type { EndpointCheck, EndpointContext } from "./check";
import { dateWords } from "./stretch-words";

/**
 * Dates of an exception on which it changes nothing, because an earlier entry decides them or because
 * they would be the same without it.
 *
 * Of a calendar only when this is so for all of its dates: holidays fall on Sundays. Dates written in
 * the entry are looked at run by run, so that a week of closure may hold a weekend.
 */
export const exceptionNeverApplies: EndpointCheck = (context) => {
  const { timetable } = context.sections;
  if (timetable === undefined) return [];
  const days = exceptionDays(timetable.exceptions, context.calendars);
  const useful = usefulDays(timetable, days);
  return timetable.exceptions.flatMap((exception, entry) =>
    runsOf(exception, context)
      .filter((run) => !run.some((day) => useful.has(day) && days.get(day)?.entry === entry))
      .map((run) => warning(context.path, exception, entry, run, days)),
  );
};

/** Days in a row, never empty. */
type Run = readonly [EpochDay, ...EpochDay[]];

/** The entry's dates: a calendar's all together, written ones by days that follow each other. */
function runsOf({ on }: ExceptionConfig, { calendars }: EndpointContext): readonly Run[] {
  const runs: [EpochDay, ...EpochDay[]][] = [];
  for (const date of listedDates(on, calendars)) {
    const day = parsePlainDate(date);
    if (day === undefined || !isSchedulable(day)) continue;
    const last = runs.at(-1);
    if (last !== undefined && ("calendar" in on || last.at(-1) === day - 1)) last.push(day);
    else runs.push([day]);
  }
  return runs;
}

/** The days on which the deciding entry makes a difference. */
function usefulDays(
  { windows, baseline }: TimetableConfig,
  days: ReadonlyMap<EpochDay, ExceptionDay>,
): ReadonlySet<EpochDay> {
  const { onWeekday } = windowStarts(windows);
  const useful = [...days].filter(([day, exception]) =>
    exceptionStarts(day, exception, onWeekday).changes.some(
      ({ limits }) => limits === undefined || !sameLimits(limits, baseline),
    ),
  );
  return new Set(useful.map(([day]) => day));
}

function warning(
  path: string,
  { on }: ExceptionConfig,
  entry: number,
  run: Run,
  days: ReadonlyMap<EpochDay, ExceptionDay>,
): Problem {
  const deciding = [...new Set(run.map((day) => days.get(day)?.entry ?? entry))];
  const hidden = !deciding.includes(entry);
  const earlier = deciding.map((index) => `exceptions[${index}]`).join(" and ");
  const which = "calendar" in on ? `every date of calendar "${on.calendar}"` : runWords(run);
  return {
    severity: "warning",
    code: "exception-never-applies",
    path: `${path}.timetable.exceptions[${entry}].${"calendar" in on ? "calendar" : "dates"}`,
    message: hidden
      ? `${earlier} above ${deciding.length === 1 ? "decides" : "decide"} ${which} already`
      : `${which} would be the same without this exception`,
    expected: "dates on which it makes a difference",
    fix: hidden ? "remove it here, or move this entry up" : "correct it, or remove it here",
  };
}

function runWords(run: Run): string {
  const [first, last = run[0]] = [run[0], run.at(-1)];
  return first === last ? dateWords(first) : `${dateWords(first)} to ${dateWords(last)}`;
}
