import type { Window } from "../../timetable";
import { parsePlainDate, type PlainMinute } from "../../timetable/time";
import { describeEnd, type EndpointRule, formatWindowPath, getPlainNow } from "./context";

/** Notes windows whose dates have all passed. */
export const checkWindowPast: EndpointRule = (context) => {
  const now = getPlainNow(context);
  return Object.entries(context.sections.timetable?.windows ?? {}).flatMap(([name, window]) => {
    const end = findLastEnd(window);
    if (end === undefined || end > now) return [];
    return {
      severity: "note",
      code: "window-past",
      path: formatWindowPath(context.path, name),
      message: `window "${name}" last ended on ${describeEnd(end)}`,
      fix: "remove it, or give it new dates",
    };
  });
};

/** Returns when a window ends on the last of its dates; undefined for a recurring window. */
function findLastEnd({ starts, fromMinute, lengthMinutes }: Window): PlainMinute | undefined {
  const last = "dates" in starts ? parsePlainDate(starts.dates.at(-1) ?? "") : undefined;
  return last === undefined ? undefined : last * 1440 + fromMinute + lengthMinutes;
}
