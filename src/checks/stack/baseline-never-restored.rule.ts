import { findNextFirings, replayActions } from "../../plan/replay";
import { isEqualLimits } from "../../timetable";
import { formatZoned } from "../../timetable/time";
import { type EndpointRule, formatSchedulePath, getScheduleHorizon } from "./context";

/** Raw schedules that leave the baseline for good: no later firing ever sets it again. */
export const checkBaselineNeverRestored: EndpointRule = (context) => {
  const span = getScheduleHorizon(context);
  const { baseline } = context.sections;
  if (span === undefined || baseline === undefined) return [];
  const { actions, from, to } = span;
  const ways = actions.filter((action) => isEqualLimits(action, baseline));
  if (findNextFirings(ways, to, 1).length > 0) return [];
  const { steps } = replayActions(actions, { from, to, overlap: "once", initial: baseline });
  const lastBack = steps.findLastIndex(({ limits }) => isEqualLimits(limits, baseline));
  const leaving = steps[lastBack + 1];
  const action = actions.find(({ name }) => name === leaving?.action);
  if (leaving === undefined || action === undefined) return [];
  const { min, max } = leaving.limits;
  const moment = formatZoned(action.timezone, leaving.from);
  return [
    {
      severity: "warning",
      code: "baseline-never-restored",
      path: formatSchedulePath(context.path, action.name),
      message: `"${action.name}" sets min ${min}, max ${max} at ${moment}, and no schedule ever sets the baseline again`,
      expected: `a later schedule with the baseline's min ${baseline.min}, max ${baseline.max}`,
      fix: `add a schedule with min: ${baseline.min}, max: ${baseline.max} for the time at which it is over`,
    },
  ];
};
