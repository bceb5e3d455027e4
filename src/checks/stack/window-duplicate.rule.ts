import { groupBy, type Window } from "../../timetable";
import { type EndpointRule, formatWindowPath } from "./context";

/** Warns of windows that equal an earlier one: probably a copy that was never edited. */
export const checkWindowDuplicate: EndpointRule = ({ path, sections }) => {
  const windows = Object.entries(sections.timetable?.windows ?? {});
  return groupBy(windows, ([, window]) => toComparableText(window)).flatMap(([[original], ...copies]) =>
    copies.map(([name]) => ({
      severity: "warning",
      code: "window-duplicate",
      path: formatWindowPath(path, name),
      message: `window "${name}" has the same days, times and limits as window "${original}"`,
      expected: "windows that differ",
      fix: "remove one of them, or change the copy",
    })),
  );
};

function toComparableText({ starts, fromMinute, lengthMinutes, limits }: Window): string {
  const days = "days" in starts ? starts.days : starts.dates;
  return JSON.stringify([days.toSorted(), fromMinute, lengthMinutes, limits.min, limits.max]);
}
