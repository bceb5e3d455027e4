import type { NotScaledCode } from "../aws-facts/scaling-activities";
import { recordActivity } from "./activities";
import type { TargetState } from "./scalable-targets";
import type { AwsState } from "./state";

/**
 * The account with a note that a policy asked for another count and did not get it.
 *
 * The same reason is noted once until something else happens to the target: no page says how often AWS does.
 * Source: https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-scaling-activities.html,
 *         "Include not scaled activities", with the description and the status that it shows
 */
export function recordNotScaled(
  state: AwsState,
  target: TargetState,
  code: NotScaledCode,
  cause: string,
): AwsState {
  const last = state.activities.findLast(({ resourceId }) => resourceId === target.resourceId);
  if (last?.notScaled?.code === code) return state;
  return recordActivity(state, {
    resourceId: target.resourceId,
    dimension: target.dimension,
    description: "Attempting to scale due to alarm triggered",
    cause,
    status: "Failed",
    message: "",
    endedAt: state.nowSeconds,
    notScaled: {
      code,
      ...(code === "AlreadyAtMaxCapacity" ? { max: target.max } : {}),
      ...(code === "AlreadyAtMinCapacity" ? { min: target.min } : {}),
    },
  }).state;
}
