import { formatPlainTime } from "../../timetable/time";
import { type EndpointRule, formatWindowPath } from "./context";

/** A window that ends at the minute at which it begins: nobody can tell whether none or all day is meant. */
export const checkWindowEmpty: EndpointRule = ({ path, sections }) =>
  Object.entries(sections.timetable?.windows ?? {})
    .filter(([, { lengthMinutes }]) => lengthMinutes === 0)
    .map(([name, { fromMinute }]) => ({
      severity: "error",
      code: "window-empty",
      path: `${formatWindowPath(path, name)}.to`,
      message: `window "${name}" begins and ends at ${formatPlainTime(fromMinute)}`,
      expected: "an end after the beginning; an earlier time of day ends on the day after",
      fix: 'correct from or to; a whole day is from: "00:00", to: "24:00"',
    }));
