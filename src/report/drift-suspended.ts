import type { LiveTarget } from "../live-aws/live-scaling";
import { formatScalingCommand } from "../live-aws/scaling-command";
import type { DriftProblem } from "./drift-finding";

/** Each kind of scaling that can be suspended, by AWS's name, and what stops with it. */
const suspendableKinds = [
  ["scheduled", "ScheduledScalingSuspended", "scheduled scaling is suspended: no window comes"],
  ["out", "DynamicScalingOutSuspended", "scale out is suspended: load adds no instance"],
  ["in", "DynamicScalingInSuspended", "scale in is suspended: no instance is given back"],
] as const;

/**
 * What is suspended at AWS: nothing should be, for the timetable says nothing of it.
 *
 * Source: https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-suspend-resume-scaling.html
 */
export function findSuspended(
  resourceId: string,
  suspended: LiveTarget["suspended"],
): readonly DriftProblem[] {
  return suspendableKinds
    .filter(([kind]) => suspended[kind])
    .map(([, member, message]) => ({
      code: "suspended",
      differs: true,
      message,
      fix: formatScalingCommand(resourceId, "register-scalable-target", {
        "suspended-state": `${member}=false`,
      }),
    }));
}
