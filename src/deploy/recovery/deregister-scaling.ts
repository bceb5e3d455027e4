import {
  type AwsClients,
  type AwsResult,
  callAws,
  readEndpointCounts,
  readRegisteredScaling,
  readScalableTarget,
  toScalableTargetKey,
  toVariantTarget,
  waitForInService,
  type WaitOptions,
} from "../../aws/client";
import type { ScalableTargetId } from "../../aws/facts";
import { serverlessShape } from "../../plan/endpoint";
import { type ScalingSnapshots, snapshotScaling } from "./scaling-snapshot";

/** The instance type of each variant of an endpoint, or `serverless`, by the variant's name. */
export type InstanceTypes = Readonly<Record<string, string>>;

/** An endpoint at AWS, and under which keys to remember what scales its variants, by their resource ids. */
export interface ScaledVariants {
  readonly endpointName: string;
  readonly toKey: (resourceId: string) => string;
}

/**
 * Deregisters the targets of the variants that are about to get another instance type, or to go. Leaves a variant alone if
 * AWS does not say its instance type.
 * @returns whether a target was deregistered
 */
export async function deregisterBeforeUpdate(
  aws: AwsClients,
  { endpointName, toKey }: ScaledVariants,
  instanceTypes: InstanceTypes,
  snapshots: ScalingSnapshots,
): Promise<AwsResult<boolean>> {
  const read = await readEndpointCounts(aws, endpointName);
  if ("failure" in read) return read;
  const { variants = [] } = read.found ?? {};
  const changed = variants.filter(({ name, instanceType, serverless }) => {
    const planned = instanceTypes[name];
    const live = serverless === undefined ? instanceType : serverlessShape;
    return planned === undefined || (live !== undefined && planned !== live);
  });
  const targets = changed.map((variant) => toVariantTarget(endpointName, variant));
  return deregisterEach(aws, targets, { toKey, snapshots });
}

async function deregisterEach(
  aws: AwsClients,
  targets: readonly ScalableTargetId[],
  {
    toKey,
    snapshots,
    exceptArns = [],
  }: Pick<ScaledVariants, "toKey"> & { readonly snapshots: ScalingSnapshots; readonly exceptArns?: readonly string[] },
): Promise<AwsResult<boolean>> {
  let found = false;
  for (const target of targets) {
    const done = await deregisterScaling(aws, toKey(target.resourceId), target, snapshots, exceptArns);
    if ("failure" in done) return done;
    found ||= done.found;
  }
  return { found };
}

/**
 * After SageMaker refused an update of an endpoint whose configuration in service is gone, so that nobody knows its
 * instance types: waits if the endpoint is busy; if it is idle, its targets were in the way and are deregistered.
 * @param targetArns of the targets in the state, which stay: this run does not create them again
 * @returns whether the update is worth another try
 */
export async function deregisterAndRetry(
  aws: AwsClients,
  { endpointName, toKey, targetArns }: ScaledVariants & { readonly targetArns: readonly string[] },
  snapshots: ScalingSnapshots,
  wait: WaitOptions,
): Promise<AwsResult<boolean>> {
  const before = await readEndpointCounts(aws, endpointName);
  if ("failure" in before) return before;
  if (before.found?.configGone !== true) return { found: false };
  const targets = before.found.variants.map((variant) => toVariantTarget(endpointName, variant));
  const waited = await waitForInService(aws, endpointName, wait);
  if ("minutes" in waited && waited.minutes === 0) {
    return deregisterEach(aws, targets, { toKey, snapshots, exceptArns: targetArns });
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
 * Remembers what scales a variant, then deregisters it.
 * @param exceptArns targets that stay
 * @returns whether a target was deregistered
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DeregisterScalableTarget.html
 */
export async function deregisterScaling(
  aws: AwsClients,
  key: string,
  target: ScalableTargetId,
  snapshots: ScalingSnapshots,
  exceptArns: readonly string[] = [],
): Promise<AwsResult<boolean>> {
  const isRegistered = await snapshotScaling(aws, key, target, snapshots);
  if ("failure" in isRegistered || !isRegistered.found) return isRegistered;
  const snapshot = snapshots.get(key);
  if (snapshot === undefined || exceptArns.includes(snapshot.target.ScalableTargetARN ?? "")) return { found: false };
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
