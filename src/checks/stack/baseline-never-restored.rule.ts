import { findNextFirings, replayActions } from "../../plan/replay";
import { isEqualLimits } from "../../timetable";
import { formatZoned } from "../../timetable/time";
import { type EndpointRule, formatLimits, formatSchedulePath, getScheduleHorizon } from "./context";

/** Warns of schedules that leave the baseline for good. */
export const checkBaselineNeverRestored: EndpointRule = (context) => {
  const horizon = getScheduleHorizon(context);
  const { baseline } = context.sections;
  if (horizon === undefined || baseline === undefined) return [];
  const { actions, from, to } = horizon;
  const restoring = actions.filter((action) => isEqualLimits(action, baseline));
  if (findNextFirings(restoring, to, 1).length > 0) return [];
  const { steps } = replayActions(actions, { from, to, overlap: "once", initial: baseline });
  const lastRestored = steps.findLastIndex(({ limits }) => isEqualLimits(limits, baseline));
  const leaving = steps[lastRestored + 1];
  const action = actions.find(({ name }) => name === leaving?.action);
  if (leaving === undefined || action === undefined) return [];
  const { min, max } = baseline;
  const moment = formatZoned(action.timezone, leaving.from);
  return [
    {
      severity: "warning",
      code: "baseline-never-restored",
      path: formatSchedulePath(context.path, action.name),
      message: `"${action.name}" sets ${formatLimits(leaving.limits)} at ${moment}, and no schedule ever restores the baseline`,
      expected: `a later schedule with the baseline's ${formatLimits(baseline)}`,
      fix: `add a schedule with min: ${min}, max: ${max} at the time those limits should end`,
    },
  ];
};
