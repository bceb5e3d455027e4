import { cronFields } from "../../aws/facts";
import {
  isSchedulable,
  listExceptionDates,
  type PlainDateText,
  type Timetable,
} from "../../timetable";
import { formatPlainDate, parsePlainDate } from "../../timetable/time";
import { type EndpointContext, type EndpointRule, formatWindowPath } from "./context";

/** A date in a year that AWS's schedules do not know: a slip of the finger, and the timeline leaves it out. */
export const checkDateOutOfRange: EndpointRule = (context) => {
  const { timetable } = context.sections;
  if (timetable === undefined) return [];
  const { min, max } = cronFields.year;
  return listConfiguredDates(timetable, context).flatMap(({ path, dates }) => {
    const [first, ...others] = dates.filter(isOutOfRange);
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
interface ConfiguredDates {
  readonly path: string;
  readonly dates: readonly PlainDateText[];
}

function listConfiguredDates(
  { windows, exceptions, override }: Timetable,
  { path, calendars }: EndpointContext,
): readonly ConfiguredDates[] {
  const at = `${path}.timetable`;
  return [
    ...Object.entries(windows).flatMap(([name, { starts }]) =>
      "dates" in starts
        ? [{ path: `${formatWindowPath(path, name)}.dates`, dates: starts.dates }]
        : [],
    ),
    ...exceptions.map(({ on }, index) => ({
      path: `${at}.exceptions[${index}].${"calendar" in on ? "calendar" : "dates"}`,
      dates: listExceptionDates(on, calendars),
    })),
    ...(override === undefined
      ? []
      : [
          { path: `${at}.override.from`, dates: [toDateText(override.from)] },
          { path: `${at}.override.until`, dates: [toDateText(override.until - 1)] },
        ]),
  ];
}

function toDateText(plainMinute: number): PlainDateText {
  return formatPlainDate(Math.floor(plainMinute / 1440));
}

function isOutOfRange(date: PlainDateText): boolean {
  const day = parsePlainDate(date);
  return day !== undefined && !isSchedulable(day);
}
