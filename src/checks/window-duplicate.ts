import type { WindowConfig } from "../config/config";
import type { EndpointCheck } from "./check";
import { groupedBy } from "./grouped-by";
import { windowPath } from "./window-path";

/** A window that is the same as an earlier one in everything: most probably a copy that was to be changed. */
export const windowDuplicate: EndpointCheck = ({ path, sections }) => {
  const windows = Object.entries(sections.timetable?.windows ?? {});
  return groupedBy(windows, ([, window]) => content(window)).flatMap(([[original], ...copies]) =>
    copies.map(([name]) => ({
      severity: "warning",
      code: "window-duplicate",
      path: windowPath(path, name),
      message: `window "${name}" has the days, times and limits of window "${original}"`,
      expected: "windows that differ in something",
      fix: `remove one of them, or change what is to differ`,
    })),
  );
};

function content({ starts, fromMinute, lengthMinutes, limits }: WindowConfig): string {
  const on = "days" in starts ? starts.days : starts.dates;
  return JSON.stringify([on.toSorted(), fromMinute, lengthMinutes, limits.min, limits.max]);
}
