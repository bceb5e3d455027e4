import { formatPathStep } from "../../problem";
import type { EndpointRule } from "./context";

/** Warns of exceptions whose calendar file has no dates. An empty list in the stack file is a wrong shape. */
export const checkExceptionCalendarEmpty: EndpointRule = ({ path, stack, sections, calendars }) =>
  (sections.timetable?.exceptions ?? []).flatMap(({ on }, index) => {
    if (!("calendar" in on) || !Object.hasOwn(calendars, on.calendar)) return [];
    if (calendars[on.calendar]?.dates.length !== 0) return [];
    if ("dates" in (stack.calendars[on.calendar] ?? {})) return [];
    return {
      severity: "warning",
      code: "exception-calendar-empty",
      path: `${path}.timetable.exceptions[${index}].calendar`,
      message: `calendar "${on.calendar}" has no dates, so this exception never applies`,
      expected: "a calendar with at least one date",
      fix: `add dates to calendars${formatPathStep(on.calendar, false)}, or remove this entry`,
    };
  });
