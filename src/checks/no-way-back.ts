import { nextFirings } from "../plan/next-firings";
import { replay } from "../plan/replay";
import { formatZoned } from "../time/instant";
import { sameLimits } from "../timetable/limits";
import type { EndpointCheck } from "./check";
import { rawPath } from "./raw-path";
import { rawSpan } from "./raw-span";

/** Raw schedules that leave the baseline for good: no later firing ever sets it again. */
export const noWayBack: EndpointCheck = (context) => {
  const span = rawSpan(context);
  const { baseline } = context.sections;
  if (span === undefined || baseline === undefined) return [];
  const { actions, from, to } = span;
  const ways = actions.filter((action) => sameLimits(action, baseline));
  if (nextFirings(ways, to, 1).length > 0) return [];
  const { steps } = replay(actions, { from, to, overlap: "once", initial: baseline });
  const lastBack = steps.findLastIndex(({ limits }) => sameLimits(limits, baseline));
  const leaving = steps[lastBack + 1];
  const action = actions.find(({ name }) => name === leaving?.action);
  if (leaving === undefined || action === undefined) return [];
  const { min, max } = leaving.limits;
  const moment = formatZoned(action.timezone, leaving.from);
  return [
    {
      severity: "warning",
      code: "no-way-back",
      path: rawPath(context.path, action.name),
      message: `"${action.name}" sets min ${min}, max ${max} at ${moment}, and no schedule ever sets the baseline again`,
      expected: `a later schedule with the baseline's min ${baseline.min}, max ${baseline.max}`,
      fix: `add a schedule with min: ${baseline.min}, max: ${baseline.max} for the time at which it is over`,
    },
  ];
};
