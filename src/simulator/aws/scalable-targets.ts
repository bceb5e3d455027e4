import * as v from "valibot";
import { sageMakerServiceNamespace, scalingPageSizes } from "../../aws/facts";
import type { AwsState, EpochSeconds } from "./account-state";
import { explainNotScalable, getDesiredCount, setDesiredCount } from "./desired-count";
import { type JsonObject, type Named, removeEntries, setEntry } from "./json";
import {
  cutPage,
  defineOperation,
  definePageInput,
  type Outcome,
  toAnswer,
  toTargetKey,
  toValidationError,
} from "./operation";
import { hashToHex } from "./repeatable-number";
import { findDimensionProblem } from "./scaled-resources";
import { describeActivity } from "./scaling-activities";
import { type RegisterInput, registerShape, type TargetPlace, targetPlace } from "./scaling-inputs";

/** A cooldown that runs: what step and tracking policies may do until it ends. */
export interface Cooldown {
  readonly direction: "out" | "in";
  readonly until: EpochSeconds;
  /** The count before the scale-out: a larger step during the cooldown adds only the difference. */
  readonly countBefore: number;
}

/** A variant or component whose count Application Auto Scaling keeps within limits. */
export interface TargetState {
  readonly resourceId: string;
  readonly dimension: string;
  readonly arn: string;
  readonly min: number;
  readonly max: number;
  readonly roleArn: string;
  readonly suspended: { readonly in: boolean; readonly out: boolean; readonly scheduled: boolean };
  readonly tags: Named<string>;
  readonly createdAt: EpochSeconds;
  readonly cooldown?: Cooldown;
}

/**
 * https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html
 *
 * Registers, or changes what is given. If the endpoint is in service, its count is brought inside the limits;
 * if it is busy, the count stays.
 */
export const registerScalableTarget = defineOperation(registerShape, (state, input): Outcome => {
  const key = toTargetKey(input.ResourceId, input.ScalableDimension);
  const target = applyRegistration(state, input, state.targets[key]);
  if ("error" in target) return target;
  const after = { ...state, targets: setEntry(state.targets, key, target) };
  return toAnswer(clampToLimits(after, target), { ScalableTargetARN: target.arn });
});

function applyRegistration(
  state: AwsState,
  input: RegisterInput,
  old: TargetState | undefined,
): TargetState | Extract<Outcome, { readonly error: unknown }> {
  const problem = findDimensionProblem(state, input.ResourceId, input.ScalableDimension);
  if (problem !== undefined) return { error: toValidationError(problem) };
  const [min, max] = [input.MinCapacity ?? old?.min, input.MaxCapacity ?? old?.max];
  if (min === undefined || max === undefined) {
    const text = "MinCapacity and MaxCapacity are required when registering a scalable target";
    return { error: toValidationError(text) };
  }
  if (max < min) {
    return { error: toValidationError("Maximum capacity cannot be less than minimum capacity") };
  }
  const given = input.SuspendedState;
  const was = old?.suspended ?? { in: false, out: false, scheduled: false };
  return {
    resourceId: input.ResourceId,
    dimension: input.ScalableDimension,
    arn: old?.arn ?? toTargetArn(state, input.ResourceId),
    min,
    max,
    roleArn: input.RoleARN ?? old?.roleArn ?? toServiceRoleArn(state),
    suspended: {
      in: given?.DynamicScalingInSuspended ?? was.in,
      out: given?.DynamicScalingOutSuspended ?? was.out,
      scheduled: given?.ScheduledScalingSuspended ?? was.scheduled,
    },
    // "To tag an existing scalable target, use the TagResource operation": whether any given here count is not documented.
    tags: old?.tags ?? input.Tags ?? {},
    createdAt: old?.createdAt ?? state.nowSeconds,
    ...(old?.cooldown === undefined ? {} : { cooldown: old.cooldown }),
  };
}

/** The account with the target's count brought inside its limits, where the endpoint can be scaled now. */
export function clampToLimits(state: AwsState, target: TargetState): AwsState {
  const { resourceId, dimension, min, max } = target;
  const desired = getDesiredCount(state, resourceId);
  if (desired === undefined || explainNotScalable(state, resourceId) !== undefined) return state;
  if (desired < min) {
    return setDesiredCount(state, resourceId, dimension, min, `minimum capacity was set to ${min}`);
  }
  if (desired > max) {
    return setDesiredCount(state, resourceId, dimension, max, `maximum capacity was set to ${max}`);
  }
  return state;
}

/**
 * https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DeregisterScalableTarget.html
 *
 * Deletes the target's policies and scheduled actions with it.
 */
export const deregisterScalableTarget = defineOperation(v.strictObject(targetPlace), (state, input): Outcome => {
  const key = toTargetKey(input.ResourceId, input.ScalableDimension);
  if (state.targets[key] === undefined) return toTargetNotFoundError(input);
  return toAnswer(removeTarget(state, key), {});
});

/** The account without a target, its policies and its scheduled actions. */
export function removeTarget(state: AwsState, key: string): AwsState {
  const belongs = (name: string): boolean => name.startsWith(`${key}|`);
  return {
    ...state,
    targets: removeEntries(state.targets, (name) => name === key),
    policies: removeEntries(state.policies, belongs),
    actions: removeEntries(state.actions, belongs),
  };
}

/** What Application Auto Scaling answers when a call names a target that is not registered. */
export function toTargetNotFoundError({ ResourceId, ScalableDimension }: TargetPlace): Outcome {
  const message = `No scalable target registered for service namespace: ${sageMakerServiceNamespace}, resource ID: ${ResourceId}, scalable dimension: ${ScalableDimension}`;
  return { error: { code: "ObjectNotFoundException", message } };
}

/** https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DescribeScalableTargets.html */
export const describeScalableTargets = defineOperation(
  v.strictObject({
    ServiceNamespace: v.literal(sageMakerServiceNamespace),
    ResourceIds: v.exactOptional(v.array(v.string())),
    ScalableDimension: v.exactOptional(v.string()),
    ...definePageInput(scalingPageSizes.most),
  }),
  (state, input): Outcome => {
    const targets = Object.values(state.targets)
      .filter((target) => input.ResourceIds?.includes(target.resourceId) ?? true)
      .filter((target) => target.dimension === (input.ScalableDimension ?? target.dimension))
      .map(describeTarget);
    return toAnswer(state, cutPage("ScalableTargets", targets, scalingPageSizes.usual, input));
  },
);

function describeTarget(target: TargetState): JsonObject {
  return {
    ServiceNamespace: sageMakerServiceNamespace,
    ResourceId: target.resourceId,
    ScalableDimension: target.dimension,
    MinCapacity: target.min,
    MaxCapacity: target.max,
    RoleARN: target.roleArn,
    CreationTime: target.createdAt,
    ScalableTargetARN: target.arn,
    SuspendedState: {
      DynamicScalingInSuspended: target.suspended.in,
      DynamicScalingOutSuspended: target.suspended.out,
      ScheduledScalingSuspended: target.suspended.scheduled,
    },
  };
}

/** https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DescribeScalingActivities.html */
export const describeScalingActivities = defineOperation(
  v.strictObject({
    ServiceNamespace: v.literal(sageMakerServiceNamespace),
    ResourceId: v.exactOptional(v.string()),
    ScalableDimension: v.exactOptional(v.string()),
    IncludeNotScaledActivities: v.exactOptional(v.boolean()),
    ...definePageInput(scalingPageSizes.most),
  }),
  (state, input): Outcome => {
    const { ResourceId, ScalableDimension, IncludeNotScaledActivities: all = false } = input;
    const activities = state.activities
      .filter((each) => ResourceId === undefined || each.resourceId === ResourceId)
      .filter((each) => ScalableDimension === undefined || each.dimension === ScalableDimension)
      .filter((each) => all || each.notScaled === undefined)
      .toReversed()
      .map(describeActivity);
    return toAnswer(state, cutPage("ScalingActivities", activities, scalingPageSizes.usual, input));
  },
);

/** https://docs.aws.amazon.com/autoscaling/application/APIReference/API_TagResource.html */
export const tagTarget = defineOperation(
  v.strictObject({ ResourceARN: v.string(), Tags: v.record(v.string(), v.string()) }),
  (state, { ResourceARN, Tags }): Outcome => retagTarget(state, ResourceARN, (tags) => ({ ...tags, ...Tags })),
);

/** https://docs.aws.amazon.com/autoscaling/application/APIReference/API_UntagResource.html */
export const untagTarget = defineOperation(
  v.strictObject({ ResourceARN: v.string(), TagKeys: v.array(v.string()) }),
  (state, { ResourceARN, TagKeys }): Outcome =>
    retagTarget(state, ResourceARN, (tags) => removeEntries(tags, (key) => TagKeys.includes(key))),
);

/** https://docs.aws.amazon.com/autoscaling/application/APIReference/API_ListTagsForResource.html */
export const listTargetTags = defineOperation(
  v.strictObject({ ResourceARN: v.string() }),
  (state, { ResourceARN }): Outcome => {
    const target = Object.values(state.targets).find((each) => each.arn === ResourceARN);
    return target === undefined ? resourceNotFound(ResourceARN) : toAnswer(state, { Tags: target.tags });
  },
);

function retagTarget(state: AwsState, arn: string, change: (tags: Named<string>) => Named<string>): Outcome {
  const [key, target] = Object.entries(state.targets).find(([, each]) => each.arn === arn) ?? [];
  if (key === undefined || target === undefined) return resourceNotFound(arn);
  const tagged = { ...target, tags: change(target.tags) };
  return toAnswer({ ...state, targets: setEntry(state.targets, key, tagged) }, {});
}

function resourceNotFound(arn: string): Outcome {
  return { error: { code: "ResourceNotFoundException", message: `Could not find ${arn}` } };
}

function toTargetArn(state: AwsState, resourceId: string): string {
  const id = hashToHex(14, "target", resourceId, state.nowSeconds, state.serial);
  return `arn:aws:application-autoscaling:${state.region}:${state.accountId}:scalable-target/${id}`;
}

/** @see https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-service-linked-roles.html */
function toServiceRoleArn(state: AwsState): string {
  const name = "AWSServiceRoleForApplicationAutoScaling_SageMakerEndpoint";
  return `arn:aws:iam::${state.accountId}:role/aws-service-role/sagemaker.application-autoscaling.amazonaws.com/${name}`;
}
