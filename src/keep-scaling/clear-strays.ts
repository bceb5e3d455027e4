import { endpointOfResource } from "../aws-facts/scalable-target";
import { type AwsRead, readAws } from "../live-aws/aws-read";
import { placeOf, readScalable } from "../live-aws/live-scaling";
import type { LiveAws } from "../live-aws/open-aws";
import type { ScalingNames } from "../plan/scaling";

const api = "application-autoscaling";

/**
 * Deletes scheduled actions and scaling policies of a target that are not among those that are meant.
 *
 * Out:    what was deleted, such as `scheduled action office-begins`; or why AWS did not do it
 * Source: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DeleteScheduledAction.html
 */
export async function clearStrays(
  aws: LiveAws,
  { resourceId, actions, policies }: ScalingNames,
): Promise<AwsRead<readonly string[]>> {
  const { endpoint = "", variant = "" } = endpointOfResource(resourceId) ?? {};
  const read = await readScalable(aws, endpoint, variant);
  if ("trouble" in read) return read;
  const place = placeOf(resourceId);
  const deleted: string[] = [];
  for (const { ScheduledActionName = "" } of read.found.actions) {
    if (actions.includes(ScheduledActionName)) continue;
    const done = await readAws(`${api}:DeleteScheduledAction`, () =>
      aws.scaling.deleteScheduledAction({ ...place, ScheduledActionName }),
    );
    if ("trouble" in done) return done;
    deleted.push(`scheduled action ${ScheduledActionName}`);
  }
  for (const { PolicyName = "" } of read.found.policies) {
    if (policies.includes(PolicyName)) continue;
    const done = await readAws(`${api}:DeleteScalingPolicy`, () =>
      aws.scaling.deleteScalingPolicy({ ...place, PolicyName }),
    );
    if ("trouble" in done) return done;
    deleted.push(`scaling policy ${PolicyName}`);
  }
  return { found: deleted };
}
