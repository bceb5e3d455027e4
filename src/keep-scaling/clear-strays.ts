import { parseVariantResourceId } from "../aws-facts/scalable-target";
import { type AwsResult, callAws } from "../live-aws/aws-read";
import { toScalableTargetKey, readRegisteredScaling } from "../live-aws/live-scaling";
import type { AwsClients } from "../live-aws/open-aws";
import type { ScalingNames } from "../plan/scaling";

const iamService = "application-autoscaling";

/**
 * Deletes scheduled actions and scaling policies of a target that are not among those that are meant.
 *
 * Out:    what was deleted, such as `scheduled action office-begins`; or why AWS did not do it
 * Source: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DeleteScheduledAction.html
 */
export async function deleteLeftoverScaling(
  aws: AwsClients,
  { resourceId, actions, policies }: ScalingNames,
): Promise<AwsResult<readonly string[]>> {
  const { endpoint = "", variant = "" } = parseVariantResourceId(resourceId) ?? {};
  const read = await readRegisteredScaling(aws, endpoint, variant);
  if ("failure" in read) return read;
  const place = toScalableTargetKey(resourceId);
  const deleted: string[] = [];
  for (const { ScheduledActionName = "" } of read.found.actions) {
    if (actions.includes(ScheduledActionName)) continue;
    const done = await callAws(`${iamService}:DeleteScheduledAction`, () =>
      aws.scaling.deleteScheduledAction({ ...place, ScheduledActionName }),
    );
    if ("failure" in done) return done;
    deleted.push(`scheduled action ${ScheduledActionName}`);
  }
  for (const { PolicyName = "" } of read.found.policies) {
    if (policies.includes(PolicyName)) continue;
    const done = await callAws(`${iamService}:DeleteScalingPolicy`, () =>
      aws.scaling.deleteScalingPolicy({ ...place, PolicyName }),
    );
    if ("failure" in done) return done;
    deleted.push(`scaling policy ${PolicyName}`);
  }
  return { found: deleted };
}
