import type { Window } from "../../timetable";
import { type EndpointRule, formatWindowPath, groupBy } from "./context";

/** A window that is the same as an earlier one in everything: most probably a copy that was to be changed. */
export const checkWindowDuplicate: EndpointRule = ({ path, sections }) => {
  const windows = Object.entries(sections.timetable?.windows ?? {});
  return groupBy(windows, ([, window]) => toComparableText(window)).flatMap(
    ([[original], ...copies]) =>
      copies.map(([name]) => ({
        severity: "warning",
        code: "window-duplicate",
        path: formatWindowPath(path, name),
        message: `window "${name}" has the days, times and limits of window "${original}"`,
        expected: "windows that differ in something",
        fix: `remove one of them, or change what is to differ`,
      })),
  );
};

function toComparableText({ starts, fromMinute, lengthMinutes, limits }: Window): string {
  const on = "days" in starts ? starts.days : starts.dates;
  return JSON.stringify([on.toSorted(), fromMinute, lengthMinutes, limits.min, limits.max]);
}
