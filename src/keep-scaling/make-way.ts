import { type AwsResult, callAws } from "../live-aws/aws-read";
import { readEndpointCounts } from "../live-aws/endpoint-counts";
import { toScalableTargetKey } from "../live-aws/live-scaling";
import type { AwsClients } from "../live-aws/open-aws";
import { waitForInService, type WaitOptions } from "../live-aws/until-in-service";
import { type ScalingSnapshots, snapshotScaling } from "./remembered-scaling";

/** The instance type of each variant of an endpoint, by its name. */
export type InstanceTypes = Readonly<Record<string, string>>;

/**
 * Takes away what is registered of an endpoint whose instance type or variant is about to change, after remembering it.
 * Where an instance type is not known, nothing is taken away.
 *
 * Out: whether something was taken away, or why AWS did not do it
 */
export async function deregisterBeforeUpdate(
  aws: AwsClients,
  endpointName: string,
  shape: InstanceTypes,
  remembered: ScalingSnapshots,
): Promise<AwsResult<boolean>> {
  const read = await readEndpointCounts(aws, endpointName);
  if ("failure" in read) return read;
  const { variants = [] } = read.found ?? {};
  const changes = variants.some(
    ({ name, instanceType }) => instanceType !== undefined && shape[name] !== instanceType,
  );
  return changes ? deregisterScaling(aws, endpointName, remembered) : { found: false };
}

/**
 * After an update was refused of an endpoint whose instance types nobody knows, as the configuration in service is
 * deleted. One that scales is waited for, and none that does not come to rest is tried again; of one at rest, what is
 * registered is in the way, and is taken away, unless it is the target of the state: this run does not make that again.
 *
 * In:  `toTargetArn`: of the state's target; undefined: it has none
 * Out: whether the update is worth another try, or why AWS does not say
 */
export async function deregisterAndRetry(
  aws: AwsClients,
  {
    endpointName,
    targetArn,
  }: { readonly endpointName: string; readonly targetArn: string | undefined },
  remembered: ScalingSnapshots,
  waiting: WaitOptions,
): Promise<AwsResult<boolean>> {
  const before = await readEndpointCounts(aws, endpointName);
  if ("failure" in before) return before;
  if (before.found?.configGone !== true) return { found: false };
  const waited = await waitForInService(aws, endpointName, waiting);
  if ("minutes" in waited && waited.minutes === 0) {
    return deregisterScaling(aws, endpointName, remembered, targetArn);
  }
  if (!("inService" in waited)) return { found: false };
  // What looked like a refusal may have been an update that nobody could watch.
  const after = await readEndpointCounts(aws, endpointName);
  return "failure" in after ? after : { found: after.found?.configGone === true };
}

/**
 * Takes away what is registered of an endpoint, after remembering it.
 *
 * In:     `except`: the ARN of a target that stays
 * Out:    as `deregisterBeforeUpdate`
 * Source: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DeregisterScalableTarget.html
 */
export async function deregisterScaling(
  aws: AwsClients,
  endpointName: string,
  remembered: ScalingSnapshots,
  except?: string,
): Promise<AwsResult<boolean>> {
  const there = await snapshotScaling(aws, endpointName, remembered);
  if ("failure" in there || !there.found) return there;
  const { resourceId = "", target } = remembered.get(endpointName) ?? {};
  if (except !== undefined && target?.ScalableTargetARN === except) return { found: false };
  return callAws("application-autoscaling:DeregisterScalableTarget", async () => {
    await aws.scaling.deregisterScalableTarget(toScalableTargetKey(resourceId));
    return true;
  });
}
