import { type AwsResult, callAws } from "../live-aws/aws-read";
import { readScalableTarget } from "../live-aws/live-scaling";
import type { AwsClients } from "../live-aws/open-aws";

/**
 * Tags a target that is registered already, since the tags of another registration may not count.
 *
 * Out:    whether one is registered, or why AWS does not say or take them
 * Source: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html, Tags
 */
export async function tagScalableTarget(
  aws: AwsClients,
  resourceId: string,
  tags: Readonly<Record<string, string>>,
): Promise<AwsResult<boolean>> {
  const read = await readScalableTarget(aws.scaling, resourceId);
  if ("failure" in read) return read;
  const { ScalableTargetARN } = read.found ?? {};
  if (ScalableTargetARN === undefined) return { found: false };
  if (Object.keys(tags).length === 0) return { found: true };
  return callAws("application-autoscaling:TagResource", async () => {
    await aws.scaling.tagResource({ ResourceARN: ScalableTargetARN, Tags: { ...tags } });
    return true;
  });
}
