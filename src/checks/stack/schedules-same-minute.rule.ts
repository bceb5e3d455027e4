import type { AwsAction } from "../../plan/cron";
import { findCollisions, listFirings } from "../../plan/replay";
import { isEqualLimits } from "../../timetable";
import { formatZoned } from "../../timetable/time";
import { type EndpointRule, formatLimits, formatSchedulePath, getScheduleHorizon } from "./context";

/**
 * Finds schedules that fire in the same minute: AWS does not say which of them runs last.
 * @see https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-scheduled-scaling.html
 */
export const checkSchedulesSameMinute: EndpointRule = (context) => {
  const horizon = getScheduleHorizon(context);
  if (horizon === undefined) return [];
  const firings = listFirings(horizon.actions, { ...horizon, overlap: "twice" });
  return findCollisions(firings, horizon.actions).map(({ at, actions, count }) => {
    const [first, second] = actions;
    const isSame = isEqualLimits(first, second);
    const moment = formatZoned(second.timezone, at);
    const when = count === 1 ? `at ${moment}` : `${count} times, first at ${moment}`;
    const move = `move "${second.name}" by a minute`;
    return {
      severity: isSame ? "warning" : "error",
      code: "schedules-same-minute",
      path: `${formatSchedulePath(context.path, second.name)}.schedule`,
      message: `${describeAction(first)} and ${describeAction(second)} fire in the same minute ${when}`,
      expected: "one firing per minute: AWS does not say which of two runs last",
      fix: isSame ? `remove one of them, or ${move}` : move,
    };
  });
};

function describeAction(action: AwsAction): string {
  return `"${action.name}" (${formatLimits(action)})`;
}
