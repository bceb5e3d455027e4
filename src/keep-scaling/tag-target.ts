import { type AwsRead, readAws } from "../live-aws/aws-read";
import { readTarget } from "../live-aws/live-scaling";
import type { LiveAws } from "../live-aws/open-aws";

/**
 * Tags a target that is registered already, since the tags of another registration may not count.
 *
 * Out:    whether one is registered, or why AWS does not say or take them
 * Source: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html, Tags
 */
export async function tagTarget(
  aws: LiveAws,
  resourceId: string,
  tags: Readonly<Record<string, string>>,
): Promise<AwsRead<boolean>> {
  const read = await readTarget(aws.scaling, resourceId);
  if ("trouble" in read) return read;
  const { ScalableTargetARN } = read.found ?? {};
  if (ScalableTargetARN === undefined) return { found: false };
  if (Object.keys(tags).length === 0) return { found: true };
  return readAws("application-autoscaling:TagResource", async () => {
    await aws.scaling.tagResource({ ResourceARN: ScalableTargetARN, Tags: { ...tags } });
    return true;
  });
}
