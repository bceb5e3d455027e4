import { formatPlainTime } from "../../timetable/time";
import { type EndpointRule, formatWindowPath } from "./context";

/** Refuses windows that begin and end at the same minute: that could mean never or all day. */
export const checkWindowEmpty: EndpointRule = ({ path, sections }) =>
  Object.entries(sections.timetable?.windows ?? {})
    .filter(([, { lengthMinutes }]) => lengthMinutes === 0)
    .map(([name, { fromMinute }]) => ({
      severity: "error",
      code: "window-empty",
      path: `${formatWindowPath(path, name)}.to`,
      message: `window "${name}" begins and ends at ${formatPlainTime(fromMinute)}`,
      expected: "an end after the beginning; an earlier time means the next day",
      fix: 'correct from or to; for a whole day, write from: "00:00", to: "24:00"',
    }));
