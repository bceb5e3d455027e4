import { collisionsIn, type Collision } from "../plan/collisions";
import { firingsBetween, type AwsAction } from "../plan/firings";
import { formatZoned } from "../time/instant";
import { sameLimits } from "../timetable/limits";
import type { EndpointCheck } from "./check";
import { rawPath } from "./raw-path";
import { rawSpan } from "./raw-span";

/**
 * Two raw schedules that fire in the same minute: nobody knows which of them decides.
 *
 * Source: https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-scheduled-scaling.html
 *         ("run in the order that they are specified", no order inside a minute)
 */
export const schedulesSameMinute: EndpointCheck = (context) => {
  const span = rawSpan(context);
  if (span === undefined) return [];
  const firings = firingsBetween(span.actions, { ...span, overlap: "twice" });
  return collisionsIn(firings, span.actions).map((collision) => {
    const [first, second] = collision.actions;
    const path = rawPath(context.path, second.name);
    return {
      severity: sameLimits(first, second) ? "warning" : "error",
      code: "schedules-same-minute",
      path: `${path}.schedule`,
      message: `${said(first)} and ${said(second)} fire in the same minute, ${when(collision)}`,
      expected: "one firing a minute: AWS does not say which of two runs last",
      fix: sameLimits(first, second)
        ? `remove one of them, or move ${second.name} by a minute`
        : `move ${second.name} by a minute`,
    };
  });
};

function said({ name, min, max }: AwsAction): string {
  return `"${name}" (min ${min}, max ${max})`;
}

function when({ at, actions, count }: Collision): string {
  const first = formatZoned(actions[1].timezone, at);
  return count === 1 ? `at ${first}` : `${count} times from ${first} on`;
}
