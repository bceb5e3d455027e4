import * as v from "valibot";
import { scalingPageSizes } from "../aws-facts/scaling-activities";
import {
  endpointOfResource,
  instanceCountDimension,
  sageMakerNamespace,
} from "../aws-facts/scalable-target";
import { validationError } from "./aws-error";
import { activityDescription } from "./activities";
import { desiredCount, setDesiredCount, unscalableReason } from "./desired-count";
import type { JsonObject } from "./json";
import { withEntry, withoutEntries, type Named } from "./named";
import { pageOf, pageShape } from "./pages";
import { answer, operation, type Outcome } from "./operation";
import { repeatableHex } from "./repeatable-number";
import { targetKey } from "./resource-id";
import { registerShape, targetPlace, type RegisterInput } from "./scaling-shapes";
import type { AwsState, EpochSeconds } from "./state";

/** A cooldown that runs: what step and tracking policies may do until it ends. */
export interface Cooldown {
  readonly direction: "out" | "in";
  readonly until: EpochSeconds;
  /** The count before the scale-out: a larger step during the cooldown adds only the difference. */
  readonly countBefore: number;
}

/** An endpoint variant whose instance count Application Auto Scaling keeps within limits. */
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
export const registerScalableTarget = operation(registerShape, (state, input): Outcome => {
  const key = targetKey(input.ResourceId, input.ScalableDimension);
  const target = registered(state, input, state.targets[key]);
  if ("error" in target) return target;
  const after = { ...state, targets: withEntry(state.targets, key, target) };
  return answer(clampToLimits(after, target), { ScalableTargetARN: target.arn });
});

function registered(
  state: AwsState,
  input: RegisterInput,
  old: TargetState | undefined,
): TargetState | Extract<Outcome, { readonly error: unknown }> {
  const place = endpointOfResource(input.ResourceId);
  const variants = place === undefined ? [] : (state.endpoints[place.endpoint]?.variants ?? []);
  if (!variants.some((variant) => variant.name === place?.variant)) {
    return { error: validationError(`Endpoint variant not found: ${input.ResourceId}`) };
  }
  const [min, max] = [input.MinCapacity ?? old?.min, input.MaxCapacity ?? old?.max];
  if (min === undefined || max === undefined) {
    const text = "MinCapacity and MaxCapacity are required when registering a scalable target";
    return { error: validationError(text) };
  }
  if (max < min) {
    return { error: validationError("Maximum capacity cannot be less than minimum capacity") };
  }
  const given = input.SuspendedState;
  const was = old?.suspended ?? { in: false, out: false, scheduled: false };
  return {
    resourceId: input.ResourceId,
    dimension: input.ScalableDimension,
    arn: old?.arn ?? targetArn(state, input.ResourceId),
    min,
    max,
    roleArn: input.RoleARN ?? old?.roleArn ?? serviceRole(state),
    suspended: {
      in: given?.DynamicScalingInSuspended ?? was.in,
      out: given?.DynamicScalingOutSuspended ?? was.out,
      scheduled: given?.ScheduledScalingSuspended ?? was.scheduled,
    },
    // "To tag an existing scalable target, use the TagResource operation": whether any given here count is not said.
    tags: old?.tags ?? input.Tags ?? {},
    createdAt: old?.createdAt ?? state.nowSeconds,
    ...(old?.cooldown === undefined ? {} : { cooldown: old.cooldown }),
  };
}

/** The account with the target's count brought inside its limits, where the endpoint can be scaled now. */
export function clampToLimits(state: AwsState, target: TargetState): AwsState {
  const { resourceId, dimension, min, max } = target;
  const desired = desiredCount(state, resourceId);
  if (desired === undefined || unscalableReason(state, resourceId) !== undefined) return state;
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
export const deregisterScalableTarget = operation(
  v.strictObject(targetPlace),
  (state, input): Outcome => {
    const key = targetKey(input.ResourceId, input.ScalableDimension);
    if (state.targets[key] === undefined) return noTarget(input.ResourceId);
    return answer(withoutTarget(state, key), {});
  },
);

/** The account without a target, its policies and its scheduled actions. */
export function withoutTarget(state: AwsState, key: string): AwsState {
  const belongs = (name: string): boolean => name.startsWith(`${key}|`);
  return {
    ...state,
    targets: withoutEntries(state.targets, (name) => name === key),
    policies: withoutEntries(state.policies, belongs),
    actions: withoutEntries(state.actions, belongs),
  };
}

/** What Application Auto Scaling answers when a call names a target that is not registered. */
export function noTarget(resourceId: string): Outcome {
  const message = `No scalable target registered for service namespace: ${sageMakerNamespace}, resource ID: ${resourceId}, scalable dimension: ${instanceCountDimension}`;
  return { error: { code: "ObjectNotFoundException", message } };
}

/** https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DescribeScalableTargets.html */
export const describeScalableTargets = operation(
  v.strictObject({
    ServiceNamespace: v.literal(sageMakerNamespace),
    ResourceIds: v.exactOptional(v.array(v.string())),
    ScalableDimension: v.exactOptional(v.string()),
    ...pageShape(scalingPageSizes.most),
  }),
  (state, input): Outcome => {
    const targets = Object.values(state.targets)
      .filter((target) => input.ResourceIds?.includes(target.resourceId) ?? true)
      .map(description);
    return answer(state, pageOf("ScalableTargets", targets, scalingPageSizes.usual, input));
  },
);

function description(target: TargetState): JsonObject {
  return {
    ServiceNamespace: sageMakerNamespace,
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
export const describeScalingActivities = operation(
  v.strictObject({
    ServiceNamespace: v.literal(sageMakerNamespace),
    ResourceId: v.exactOptional(v.string()),
    ScalableDimension: v.exactOptional(v.string()),
    IncludeNotScaledActivities: v.exactOptional(v.boolean()),
    ...pageShape(scalingPageSizes.most),
  }),
  (state, input): Outcome => {
    const { ResourceId, IncludeNotScaledActivities: all = false } = input;
    const activities = state.activities
      .filter((each) => ResourceId === undefined || each.resourceId === ResourceId)
      .filter((each) => all || each.notScaled === undefined)
      .toReversed()
      .map(activityDescription);
    return answer(state, pageOf("ScalingActivities", activities, scalingPageSizes.usual, input));
  },
);

/** https://docs.aws.amazon.com/autoscaling/application/APIReference/API_TagResource.html */
export const tagTarget = operation(
  v.strictObject({ ResourceARN: v.string(), Tags: v.record(v.string(), v.string()) }),
  (state, { ResourceARN, Tags }): Outcome =>
    retagTarget(state, ResourceARN, (tags) => ({ ...tags, ...Tags })),
);

/** https://docs.aws.amazon.com/autoscaling/application/APIReference/API_UntagResource.html */
export const untagTarget = operation(
  v.strictObject({ ResourceARN: v.string(), TagKeys: v.array(v.string()) }),
  (state, { ResourceARN, TagKeys }): Outcome =>
    retagTarget(state, ResourceARN, (tags) => withoutEntries(tags, (key) => TagKeys.includes(key))),
);

/** https://docs.aws.amazon.com/autoscaling/application/APIReference/API_ListTagsForResource.html */
export const listTargetTags = operation(
  v.strictObject({ ResourceARN: v.string() }),
  (state, { ResourceARN }): Outcome => {
    const target = Object.values(state.targets).find((each) => each.arn === ResourceARN);
    return target === undefined ? noResource(ResourceARN) : answer(state, { Tags: target.tags });
  },
);

function retagTarget(
  state: AwsState,
  arn: string,
  change: (tags: Named<string>) => Named<string>,
): Outcome {
  const [key, target] = Object.entries(state.targets).find(([, each]) => each.arn === arn) ?? [];
  if (key === undefined || target === undefined) return noResource(arn);
  const tagged = { ...target, tags: change(target.tags) };
  return answer({ ...state, targets: withEntry(state.targets, key, tagged) }, {});
}

function noResource(arn: string): Outcome {
  return { error: { code: "ResourceNotFoundException", message: `Could not find ${arn}` } };
}

function targetArn(state: AwsState, resourceId: string): string {
  const id = repeatableHex(14, "target", resourceId, state.nowSeconds, state.serial);
  return `arn:aws:application-autoscaling:${state.region}:${state.accountId}:scalable-target/${id}`;
}

/** Source: https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-service-linked-roles.html */
function serviceRole(state: AwsState): string {
  const name = "AWSServiceRoleForApplicationAutoScaling_SageMakerEndpoint";
  return `arn:aws:iam::${state.accountId}:role/aws-service-role/sagemaker.application-autoscaling.amazonaws.com/${name}`;
}
