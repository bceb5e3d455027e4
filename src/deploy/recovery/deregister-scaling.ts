import {
  type AwsClients,
  type AwsFailure,
  type AwsResult,
  callAws,
  describeEndpointIfExists,
  readEndpointCounts,
  readRegisteredScaling,
  readScalableTarget,
  type RegisteredScaling,
  toScalableTargetKey,
  waitForInService,
  type WaitOptions,
} from "../../aws/client";
import { parseVariantResourceId } from "../../aws/facts";
import type { ScalingNames } from "../../plan/endpoint";

/** A target, its scheduled actions and its policies, as AWS had them. */
export type ScalingSnapshot = RegisteredScaling & Required<Pick<RegisteredScaling, "target">>;

/** What a run has taken away, or is about to, by the endpoints' names at AWS. */
export type ScalingSnapshots = Map<string, ScalingSnapshot>;

/**
 * Remembers what scales the one variant of an endpoint. What was remembered before stays where nothing is registered.
 *
 * Out: whether something is registered now, or why AWS does not say
 */
export async function snapshotScaling(
  aws: AwsClients,
  endpointName: string,
  remembered: ScalingSnapshots,
): Promise<AwsResult<boolean>> {
  const variant = await readVariantName(aws, endpointName);
  if ("failure" in variant) return variant;
  if (variant.found === undefined) return { found: false };
  const read = await readRegisteredScaling(aws, endpointName, variant.found);
  if ("failure" in read) return read;
  const { target, ...rest } = read.found;
  if (target === undefined) return { found: false };
  remembered.set(endpointName, { ...rest, target });
  return { found: true };
}

/** Of an endpoint of this program, which has one variant. Out: undefined: there is no such endpoint */
async function readVariantName(
  { sageMaker }: AwsClients,
  endpointName: string,
): Promise<{ readonly found: string | undefined } | { readonly failure: AwsFailure }> {
  const read = await callAws("sagemaker:DescribeEndpoint", () =>
    describeEndpointIfExists(sageMaker, endpointName),
  );
  return "failure" in read ? read : { found: read.found?.ProductionVariants?.[0]?.VariantName };
}

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
