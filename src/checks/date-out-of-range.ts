import { cronFields } from "../aws-facts/cron";
import type { PlainDateText, TimetableConfig } from "../config/config";
import { formatPlainDate, parsePlainDate } from "../time/plain-date";
import { listedDates } from "../timetable/exceptions";
import { isSchedulable } from "../timetable/is-schedulable";
import type { EndpointCheck, EndpointContext } from "./check";
import { windowPath } from "./window-path";

/** A date in a year that AWS's schedules do not know: a slip of the finger, and the timeline leaves it out. */
export const dateOutOfRange: EndpointCheck = (context) => {
  const { timetable } = context.sections;
  if (timetable === undefined) return [];
  const { min, max } = cronFields.year;
  return datesIn(timetable, context).flatMap(({ path, dates }) => {
    const [first, ...others] = dates.filter(isOutside);
    if (first === undefined) return [];
    const which =
      others.length === 0
        ? `${first} is in a year`
        : `${first} and other dates (${others.length} more) are in years`;
    return {
      severity: "error",
      code: "date-out-of-range",
      path,
      message: `${which} that AWS schedules do not know`,
      expected: `dates from ${min} to ${max}`,
      fix: "correct the year",
    };
  });
};

/** Dates of one place in the stack file. */
interface WrittenDates {
  readonly path: string;
  readonly dates: readonly PlainDateText[];
}

function datesIn(
  { windows, exceptions, override }: TimetableConfig,
  { path, calendars }: EndpointContext,
): readonly WrittenDates[] {
  const at = `${path}.timetable`;
  return [
    ...Object.entries(windows).flatMap(([name, { starts }]) =>
      "dates" in starts ? [{ path: `${windowPath(path, name)}.dates`, dates: starts.dates }] : [],
    ),
    ...exceptions.map(({ on }, index) => ({
      path: `${at}.exceptions[${index}].${"calendar" in on ? "calendar" : "dates"}`,
      dates: listedDates(on, calendars),
    })),
    ...(override === undefined
      ? []
      : [
          { path: `${at}.override.from`, dates: [dateOf(override.from)] },
          { path: `${at}.override.until`, dates: [dateOf(override.until - 1)] },
        ]),
  ];
}

function dateOf(plainMinute: number): PlainDateText {
  return formatPlainDate(Math.floor(plainMinute / 1440));
}

function isOutside(date: PlainDateText): boolean {
  const day = parsePlainDate(date);
  return day !== undefined && !isSchedulable(day);
}
