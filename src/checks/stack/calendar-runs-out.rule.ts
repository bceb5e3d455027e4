import { formatPathStep } from "../../problem";
import { parsePlainDate } from "../../timetable/time";
import { describeDate, type EndpointRule, getPlainNow } from "./context";

/** Time to pull later years, review the change and deploy it. */
const warnBeforeDays = 90;

/** Warns of calendar files whose last date is near or past. Endpoints that share one get the same problem. */
export const checkCalendarRunsOut: EndpointRule = (context) => {
  const { sections, calendars } = context;
  const today = Math.floor(getPlainNow(context) / 1440);
  const used = (sections.timetable?.exceptions ?? []).flatMap(({ on }) =>
    "calendar" in on && Object.hasOwn(calendars, on.calendar) ? [on.calendar] : [],
  );
  return [...new Set(used)].flatMap((name) => {
    const last = parsePlainDate(calendars[name]?.covers?.to ?? "");
    if (last === undefined || last > today + warnBeforeDays) return [];
    return {
      severity: "warning",
      code: "calendar-runs-out",
      path: `calendars${formatPathStep(name, false)}`,
      message: `calendar "${name}" ${last < today ? "ended" : "ends"} on ${describeDate(last)}: later dates that it lacks count as ordinary days`,
      expected: `a calendar that covers more than the next ${warnBeforeDays} days ahead`,
      fix: "pull or import later years",
    };
  });
};
