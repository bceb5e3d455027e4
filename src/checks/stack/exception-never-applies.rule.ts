import type { Problem } from "../../problem";
import {
  type Exception,
  type ExceptionDay,
  findExceptionDays,
  findExceptionStarts,
  findWindowStarts,
  isEqualLimits,
  isSchedulable,
  listExceptionDates,
  type Timetable,
} from "../../timetable";
import { type EpochDay, parsePlainDate } from "../../timetable/time";
import { describeDate, type EndpointContext, type EndpointRule } from "./context";

/**
 * Warns of dates on which an exception changes nothing: an earlier entry decides them, or they would be the same anyway.
 *
 * A calendar counts as a whole, since holidays fall on Sundays too. Dates in the entry count by runs of consecutive days,
 * so that a closed week may include a weekend.
 */
export const checkExceptionNeverApplies: EndpointRule = (context) => {
  const { timetable } = context.sections;
  if (timetable === undefined) return [];
  const days = findExceptionDays(timetable.exceptions, context.calendars);
  const useful = findUsefulDays(timetable, days);
  return timetable.exceptions.flatMap((exception, entry) =>
    listRuns(exception, context)
      .filter((run) => !run.some((day) => useful.has(day) && days.get(day)?.entry === entry))
      .map((run) => createWarning(context.path, exception, entry, run, days)),
  );
};

type DayRun = readonly [EpochDay, ...EpochDay[]];

function listRuns({ on }: Exception, { calendars }: EndpointContext): readonly DayRun[] {
  const runs: [EpochDay, ...EpochDay[]][] = [];
  for (const date of listExceptionDates(on, calendars)) {
    const day = parsePlainDate(date);
    if (day === undefined || !isSchedulable(day)) continue;
    const last = runs.at(-1);
    if (last !== undefined && ("calendar" in on || last.at(-1) === day - 1)) last.push(day);
    else runs.push([day]);
  }
  return runs;
}

/** Finds the days on which the deciding entry makes a difference. */
function findUsefulDays(
  { windows, baseline }: Timetable,
  days: ReadonlyMap<EpochDay, ExceptionDay>,
): ReadonlySet<EpochDay> {
  const { onWeekday } = findWindowStarts(windows);
  const useful = [...days].filter(([day, exception]) =>
    findExceptionStarts(day, exception, onWeekday).changes.some(
      ({ limits }) => limits === undefined || !isEqualLimits(limits, baseline),
    ),
  );
  return new Set(useful.map(([day]) => day));
}

function createWarning(
  path: string,
  { on }: Exception,
  entry: number,
  run: DayRun,
  days: ReadonlyMap<EpochDay, ExceptionDay>,
): Problem {
  const deciding = [...new Set(run.map((day) => days.get(day)?.entry ?? entry))];
  const isHidden = !deciding.includes(entry);
  const earlier = deciding.map((index) => `exceptions[${index}]`).join(" and ");
  const dates = "calendar" in on ? `every date of calendar "${on.calendar}"` : describeRun(run);
  return {
    severity: "warning",
    code: "exception-never-applies",
    path: `${path}.timetable.exceptions[${entry}].${"calendar" in on ? "calendar" : "dates"}`,
    message: isHidden
      ? `${earlier} above already ${deciding.length === 1 ? "decides" : "decide"} ${dates}`
      : `${dates} would be the same without this exception`,
    expected: "dates on which the exception changes something",
    fix: isHidden ? "remove it, or move this entry up" : "correct it, or remove it",
  };
}

function describeRun(run: DayRun): string {
  const [first, last = run[0]] = [run[0], run.at(-1)];
  return first === last ? describeDate(first) : `${describeDate(first)} to ${describeDate(last)}`;
}
