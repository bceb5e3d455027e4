import { findClosestMatch } from "../../config/text";
import type { EndpointRule } from "./context";

/** An exception that names a calendar which the stack does not have. */
export const checkUnknownCalendar: EndpointRule = ({ path, stack, sections }) => {
  const known = Object.keys(stack.calendars);
  return (sections.timetable?.exceptions ?? []).flatMap(({ on }, index) => {
    if (!("calendar" in on) || known.includes(on.calendar)) return [];
    const meant = findClosestMatch(on.calendar, known);
    return {
      severity: "error",
      code: "unknown-calendar",
      path: `${path}.timetable.exceptions[${index}].calendar`,
      message: `the stack has no calendar "${on.calendar}"`,
      expected: known.length === 0 ? "a name under calendars" : `one of ${known.join(", ")}`,
      fix:
        meant === undefined
          ? `add ${on.calendar} under calendars, or remove this entry`
          : `write ${meant}`,
    };
  });
};
