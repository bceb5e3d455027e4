import type { WindowConfig } from "../config/config";
import { parsePlainDate, type PlainMinute } from "../time/plain-date";
import type { EndpointCheck } from "./check";
import { plainNow } from "./plain-now";
import { endWords } from "./stretch-words";
import { windowPath } from "./window-path";

/** A window on dates that have all gone by. */
export const windowPast: EndpointCheck = (context) => {
  const now = plainNow(context);
  return Object.entries(context.sections.timetable?.windows ?? {}).flatMap(([name, window]) => {
    const end = endOf(window);
    if (end === undefined || end > now) return [];
    return {
      severity: "note",
      code: "window-past",
      path: windowPath(context.path, name),
      message: `window "${name}" ended for the last time on ${endWords(end)}`,
      fix: "remove it, or give it new dates",
    };
  });
};

/** The minute at which a window on dates ends on the last of them; undefined for a recurring window. */
function endOf({ starts, fromMinute, lengthMinutes }: WindowConfig): PlainMinute | undefined {
  const last = "dates" in starts ? parsePlainDate(starts.dates.at(-1) ?? "") : undefined;
  return last === undefined ? undefined : last * 1440 + fromMinute + lengthMinutes;
}
