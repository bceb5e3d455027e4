import { formatPathStep } from "../../problem";
import { parsePlainDate } from "../../timetable/time";
import { describeDate, type EndpointRule, getPlainNow } from "./context";

/** Long enough to pull the next years, review the change and roll it out. */
const warnBeforeDays = 90;

/**
 * A calendar file in use whose last date has come near or gone by: after it, the weekly pattern goes on
 * as if there were no holidays.
 *
 * Out: says nothing of the endpoint, so that endpoints which share a calendar say the same
 */
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
      message: `calendar "${name}" ${last < today ? "ended" : "ends"} with ${describeDate(last)}: later dates are taken for ordinary ones`,
      expected: `a calendar that reaches more than ${warnBeforeDays} days ahead`,
      fix: "pull or import it for further years",
    };
  });
};
