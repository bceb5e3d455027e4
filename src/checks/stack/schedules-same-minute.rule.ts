import type { AwsAction } from "../../plan/cron";
import { type Collision, findCollisions, listFirings } from "../../plan/replay";
import { isEqualLimits } from "../../timetable";
import { formatZoned } from "../../timetable/time";
import { type EndpointRule, formatSchedulePath, getScheduleHorizon } from "./context";

/**
 * Two raw schedules that fire in the same minute: nobody knows which of them decides.
 *
 * Source: https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-scheduled-scaling.html
 *         ("run in the order that they are specified", no order inside a minute)
 */
export const checkSchedulesSameMinute: EndpointRule = (context) => {
  const span = getScheduleHorizon(context);
  if (span === undefined) return [];
  const firings = listFirings(span.actions, { ...span, overlap: "twice" });
  return findCollisions(firings, span.actions).map((collision) => {
    const [first, second] = collision.actions;
    const path = formatSchedulePath(context.path, second.name);
    return {
      severity: isEqualLimits(first, second) ? "warning" : "error",
      code: "schedules-same-minute",
      path: `${path}.schedule`,
      message: `${describeAction(first)} and ${describeAction(second)} fire in the same minute, ${describeMoments(collision)}`,
      expected: "one firing a minute: AWS does not say which of two runs last",
      fix: isEqualLimits(first, second)
        ? `remove one of them, or move ${second.name} by a minute`
        : `move ${second.name} by a minute`,
    };
  });
};

function describeAction({ name, min, max }: AwsAction): string {
  return `"${name}" (min ${min}, max ${max})`;
}

function describeMoments({ at, actions, count }: Collision): string {
  const first = formatZoned(actions[1].timezone, at);
  return count === 1 ? `at ${first}` : `${count} times from ${first} on`;
}
