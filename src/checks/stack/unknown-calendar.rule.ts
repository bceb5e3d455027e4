import { findClosestMatch } from "../../config/text";
import type { EndpointRule } from "./context";

/** Refuses exceptions whose calendar is not in the stack file. */
export const checkUnknownCalendar: EndpointRule = ({ path, stack, sections }) => {
  const known = Object.keys(stack.calendars);
  return (sections.timetable?.exceptions ?? []).flatMap(({ on }, index) => {
    if (!("calendar" in on) || known.includes(on.calendar)) return [];
    const closest = findClosestMatch(on.calendar, known);
    return {
      severity: "error",
      code: "unknown-calendar",
      path: `${path}.timetable.exceptions[${index}].calendar`,
      message: `the stack has no calendar "${on.calendar}"`,
      expected: known.length === 0 ? "a name under calendars" : `one of ${known.join(", ")}`,
      fix: closest === undefined ? `add ${on.calendar} under calendars, or remove this entry` : `write ${closest}`,
    };
  });
};
