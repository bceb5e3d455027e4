import {
  type ActiveSpan,
  findExceptionDays,
  findWindowStarts,
  groupBy,
  isWeekdayUse,
  listWindowsToStart,
} from "../../timetable";
import { type EpochDay, toWeekday, type Weekday, weekdayNames, weekdays } from "../../timetable/time";
import { describeDate, type EndpointRule, getPlainNow, quoteWindow } from "./context";

/**
 * Notes how a date with `use: sunday` differs from a Sunday: Sunday's windows start more often, and what began on
 * Saturday does not go on.
 */
export const checkExceptionStartsWindows: EndpointRule = (context) => {
  const { timetable } = context.sections;
  if (timetable === undefined) return [];
  const { onWeekday } = findWindowStarts(timetable.windows);
  const listed = findExceptionDays(timetable.exceptions, context.calendars);
  const today = Math.floor(getPlainNow(context) / 1440);
  const listStarts = (day: EpochDay): readonly ActiveSpan[] =>
    listWindowsToStart(listed.get(day)?.use ?? toWeekday(day), onWeekday);
  return timetable.exceptions.flatMap(({ use }, index) => {
    if (!isWeekdayUse(use)) return [];
    const dates = [...listed].flatMap(([day, { entry }]) => (entry === index && day >= today ? [day] : []));
    const overnight = onWeekday[getPreviousWeekday(use)].filter(({ to }) => to > 1440);
    const added = dates.flatMap((day) =>
      listStarts(day).flatMap((span) => (onWeekday[toWeekday(day)].includes(span) ? [] : { day, span })),
    );
    const missing = dates.flatMap((day) =>
      overnight.flatMap((span) => (listStarts(day - 1).includes(span) ? [] : { day, span })),
    );
    const [before, name] = [weekdayNames[getPreviousWeekday(use)], weekdayNames[use]];
    const differences = [
      ...describeByWindow(added, (window, count) => `${window} starts ${count === 1 ? "once" : `${count} times`} more`),
      ...describeByWindow(
        missing,
        (window, count) =>
          `${count} ${count === 1 ? "date lacks" : "dates lack"} the end of ${window}, which a ${name} has from ${before}`,
      ),
    ];
    if (differences.length === 0) return [];
    return {
      severity: "note",
      code: "exception-starts-windows",
      path: `${context.path}.timetable.exceptions[${index}].use`,
      message: differences.join("; "),
      expected: `${name}'s windows start on these dates, nothing else`,
      fix: "leave it if you mean that, or write `use: baseline` to start no window",
    };
  });
};

function getPreviousWeekday(day: Weekday): Weekday {
  return weekdays.at(weekdays.indexOf(day) - 1) ?? day;
}

interface WindowOnDate {
  readonly day: EpochDay;
  readonly span: ActiveSpan;
}

/** Describes each window once: `window "batch" starts 12 times more (first on Friday 2026-12-25)`. */
function describeByWindow(
  found: readonly WindowOnDate[],
  describe: (window: string, count: number) => string,
): readonly string[] {
  return groupBy(found, ({ span }) => span.layer).map((group) => {
    const [{ day, span }] = group;
    const window = quoteWindow(span.layer);
    return `${describe(window, group.length)} (first on ${describeDate(day)})`;
  });
}
