import {
  type AwsClients,
  type AwsResult,
  callAws,
  readEndpointCounts,
  readRegisteredScaling,
  readScalableTarget,
  toScalableTargetKey,
  waitForInService,
  type WaitOptions,
} from "../../aws/client";
import type { ScalableTargetId } from "../../aws/facts";
import { serverlessShape } from "../../plan/endpoint";
import { type ScalingSnapshots, snapshotScaling } from "./scaling-snapshot";

/** The instance type of each variant of an endpoint, or `serverless`, by the variant's name. */
export type InstanceTypes = Readonly<Record<string, string>>;

/**
 * Deregisters the target of an endpoint whose instance type or variant is about to change. Does nothing if AWS does not
 * say the instance type.
 * @returns whether a target was deregistered
 */
export async function deregisterBeforeUpdate(
  aws: AwsClients,
  endpointName: string,
  instanceTypes: InstanceTypes,
  snapshots: ScalingSnapshots,
): Promise<AwsResult<boolean>> {
  const read = await readEndpointCounts(aws, endpointName);
  if ("failure" in read) return read;
  const { variants = [] } = read.found ?? {};
  const changes = variants.some(({ name, instanceType, serverless }) => {
    const live = serverless === undefined ? instanceType : serverlessShape;
    return live !== undefined && instanceTypes[name] !== live;
  });
  return changes ? deregisterScaling(aws, endpointName, snapshots) : { found: false };
}

/**
 * After SageMaker refused an update of an endpoint whose configuration in service is gone, so that nobody knows its
 * instance types: waits if the endpoint is busy; if it is idle, its target was in the way and is deregistered.
 * @param targetArn of the target in the state, which stays: this run does not create it again
 * @returns whether the update is worth another try
 */
export async function deregisterAndRetry(
  aws: AwsClients,
  { endpointName, targetArn }: { readonly endpointName: string; readonly targetArn: string | undefined },
  snapshots: ScalingSnapshots,
  wait: WaitOptions,
): Promise<AwsResult<boolean>> {
  const before = await readEndpointCounts(aws, endpointName);
  if ("failure" in before) return before;
  if (before.found?.configGone !== true) return { found: false };
  const waited = await waitForInService(aws, endpointName, wait);
  if ("minutes" in waited && waited.minutes === 0) {
    return deregisterScaling(aws, endpointName, snapshots, targetArn);
  }
  if (!("inService" in waited)) return { found: false };
  // What looked like a refusal may have been an update that the provider could not follow.
  const after = await readEndpointCounts(aws, endpointName);
  return "failure" in after ? after : { found: after.found?.configGone === true };
}

/** Waits while an endpoint scales. @returns whether it did, so that its deletion is worth another try */
export async function waitUntilIdle(aws: AwsClients, endpointName: string, wait: WaitOptions): Promise<boolean> {
  const waited = await waitForInService(aws, endpointName, wait);
  return "inService" in waited && waited.minutes > 0;
}

/**
 * Remembers what scales an endpoint, then deregisters it.
 * @param exceptArn a target that stays
 * @returns whether a target was deregistered
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DeregisterScalableTarget.html
 */
export async function deregisterScaling(
  aws: AwsClients,
  endpointName: string,
  snapshots: ScalingSnapshots,
  exceptArn?: string,
): Promise<AwsResult<boolean>> {
  const isRegistered = await snapshotScaling(aws, endpointName, snapshots);
  if ("failure" in isRegistered || !isRegistered.found) return isRegistered;
  const snapshot = snapshots.get(endpointName);
  if (snapshot === undefined) return { found: false };
  if (exceptArn !== undefined && snapshot.target.ScalableTargetARN === exceptArn) return { found: false };
  return callAws("application-autoscaling:DeregisterScalableTarget", async () => {
    await aws.scaling.deregisterScalableTarget(toScalableTargetKey(snapshot));
    return true;
  });
}

/**
 * Tags a target that is already registered. Whether AWS applies the tags of another registration, it does not say.
 * @returns whether a target is registered
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html, Tags
 */
export async function tagScalableTarget(
  aws: AwsClients,
  target: ScalableTargetId,
  tags: Readonly<Record<string, string>>,
): Promise<AwsResult<boolean>> {
  const read = await readScalableTarget(aws.scaling, target);
  if ("failure" in read) return read;
  const { ScalableTargetARN } = read.found ?? {};
  if (ScalableTargetARN === undefined) return { found: false };
  if (Object.keys(tags).length === 0) return { found: true };
  return callAws("application-autoscaling:TagResource", async () => {
    await aws.scaling.tagResource({ ResourceARN: ScalableTargetARN, Tags: { ...tags } });
    return true;
  });
}

/** Which scheduled actions and scaling policies to delete, by their names at AWS. */
export interface DeletedScaling {
  readonly isAction: (name: string) => boolean;
  readonly isPolicy: (name: string) => boolean;
}

/**
 * Deletes scheduled actions and scaling policies of a target, as far as they are there.
 * @returns what was deleted, such as `scheduled action office-begins`
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DeleteScheduledAction.html
 */
export async function deleteScaling(
  aws: AwsClients,
  target: ScalableTargetId,
  { isAction, isPolicy }: DeletedScaling,
): Promise<AwsResult<readonly string[]>> {
  const read = await readRegisteredScaling(aws, target);
  if ("failure" in read) return read;
  const key = toScalableTargetKey(target);
  const deleted: string[] = [];
  for (const { ScheduledActionName = "" } of read.found.actions) {
    if (!isAction(ScheduledActionName)) continue;
    const done = await callAws("application-autoscaling:DeleteScheduledAction", () =>
      aws.scaling.deleteScheduledAction({ ...key, ScheduledActionName }),
    );
    if ("failure" in done) return done;
    deleted.push(`scheduled action ${ScheduledActionName}`);
  }
  for (const { PolicyName = "" } of read.found.policies) {
    if (!isPolicy(PolicyName)) continue;
    const done = await callAws("application-autoscaling:DeleteScalingPolicy", () =>
      aws.scaling.deleteScalingPolicy({ ...key, PolicyName }),
    );
    if ("failure" in done) return done;
    deleted.push(`scaling policy ${PolicyName}`);
  }
  return { found: deleted };
}
