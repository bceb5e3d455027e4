import { cronFields } from "../../aws/facts";
import { isSchedulable, listExceptionDates, type PlainDateText } from "../../timetable";
import { formatPlainDate, parsePlainDate } from "../../timetable/time";
import { type EndpointContext, type EndpointRule, formatWindowPath } from "./context";

/** Refuses dates in years that AWS schedules do not support: the timeline leaves them out. */
export const checkDateOutOfRange: EndpointRule = (context) => {
  const { min, max } = cronFields.year;
  return listConfiguredDates(context).flatMap(({ path, dates }) => {
    const [first, ...others] = dates.filter(isOutOfRange);
    if (first === undefined) return [];
    const more = others.length === 0 ? "" : ` (and ${others.length} more)`;
    return {
      severity: "error",
      code: "date-out-of-range",
      path,
      message: `${first}${more} is in a year that AWS schedules do not support`,
      expected: `dates from ${min} to ${max}`,
      fix: "correct the year",
    };
  });
};

interface ConfiguredDates {
  readonly path: string;
  readonly dates: readonly PlainDateText[];
}

function listConfiguredDates(context: EndpointContext): readonly ConfiguredDates[] {
  const { path, calendars, sections } = context;
  if (sections.timetable === undefined) return [];
  const { windows, exceptions, override } = sections.timetable;
  const at = `${path}.timetable`;
  return [
    ...Object.entries(windows).flatMap(([name, { starts }]) =>
      "dates" in starts ? [{ path: `${formatWindowPath(path, name)}.dates`, dates: starts.dates }] : [],
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
