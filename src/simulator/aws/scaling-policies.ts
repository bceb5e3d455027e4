import * as v from "valibot";
import { maxPoliciesPerTarget, sageMakerServiceNamespace, scalingPageSizes } from "../../aws/facts";
import type { AwsState, EpochSeconds } from "./account-state";
import { type JsonObject, removeEntries, setEntry, toJsonObject } from "./json";
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
import { isMetricFor } from "./predefined-metrics";
import { toUnit } from "./scaled-resources";
import { toTargetNotFoundError } from "./scalable-targets";
import {
  scalingPolicyShape,
  type StepAdjustment,
  type StepScalingInput,
  targetPlace,
  type TargetTrackingInput,
} from "./scaling-inputs";

/** A scaling policy: exactly one of `step` and `toLiveTracking`. */
export interface PolicyState {
  readonly name: string;
  readonly targetKey: string;
  readonly resourceId: string;
  readonly dimension: string;
  readonly arn: string;
  readonly createdAt: EpochSeconds;
  readonly step?: StepScalingInput;
  readonly tracking?: TargetTrackingInput;
  /** Of a tracking policy: minutes in a row above the target, and well below it. */
  readonly minutesAbove: number;
  readonly minutesBelow: number;
}

/** https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScalingPolicy.html */
export const putScalingPolicy = defineOperation(scalingPolicyShape, (state, input): Outcome => {
  const key = toTargetKey(input.ResourceId, input.ScalableDimension);
  if (state.targets[key] === undefined) return toTargetNotFoundError(input);
  const complaint = findPolicyProblem(input);
  if (complaint !== undefined) return { error: toValidationError(complaint) };
  const name = `${key}|${input.PolicyName}`;
  const old = state.policies[name];
  const used = Object.values(state.policies).filter((each) => each.targetKey === key).length;
  if (old === undefined && used >= maxPoliciesPerTarget) {
    const message = `Scaling policy limit of ${maxPoliciesPerTarget} for the scalable target has been reached`;
    return { error: { code: "LimitExceededException", message } };
  }
  const { StepScalingPolicyConfiguration: step, TargetTrackingScalingPolicyConfiguration: tracking } = input;
  const policy: PolicyState = {
    name: input.PolicyName,
    targetKey: key,
    resourceId: input.ResourceId,
    dimension: input.ScalableDimension,
    arn: old?.arn ?? toPolicyArn(state, input.ResourceId, input.PolicyName),
    createdAt: old?.createdAt ?? state.nowSeconds,
    ...(step === undefined ? {} : { step }),
    ...(tracking === undefined ? {} : { tracking }),
    minutesAbove: 0,
    minutesBelow: 0,
  };
  return toAnswer(
    { ...state, serial: state.serial + 1, policies: setEntry(state.policies, name, policy) },
    { PolicyARN: policy.arn, Alarms: [] },
  );
});

function findPolicyProblem(input: v.InferOutput<typeof scalingPolicyShape>): string | undefined {
  const { StepScalingPolicyConfiguration: step, TargetTrackingScalingPolicyConfiguration: tracking } = input;
  if ((input.PolicyType ?? "StepScaling") === "StepScaling") {
    if (step === undefined) return "StepScalingPolicyConfiguration is required";
    return findStepsProblem(step.StepAdjustments);
  }
  if (tracking === undefined) return "TargetTrackingScalingPolicyConfiguration is required";
  const type = tracking.PredefinedMetricSpecification?.PredefinedMetricType;
  // The words are ours: no page shows AWS's.
  if (type !== undefined && !isMetricFor(type, toUnit(input.ScalableDimension))) {
    return `${type} does not belong to ${input.ScalableDimension}`;
  }
  return (type !== undefined) === (tracking.CustomizedMetricSpecification !== undefined)
    ? "Exactly one of PredefinedMetricSpecification and CustomizedMetricSpecification is required"
    : undefined;
}

/** https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DeleteScalingPolicy.html */
export const deleteScalingPolicy = defineOperation(
  v.strictObject({ ...targetPlace, PolicyName: v.string() }),
  (state, input): Outcome => {
    const name = `${toTargetKey(input.ResourceId, input.ScalableDimension)}|${input.PolicyName}`;
    if (state.policies[name] === undefined) {
      const message = `No scaling policy found for service namespace: ${sageMakerServiceNamespace}, resource ID: ${input.ResourceId}, policy name: ${input.PolicyName}`;
      return { error: { code: "ObjectNotFoundException", message } };
    }
    const policies = removeEntries(state.policies, (each) => each === name);
    return toAnswer({ ...state, policies }, {});
  },
);

/** https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DescribeScalingPolicies.html */
export const describeScalingPolicies = defineOperation(
  v.strictObject({
    ServiceNamespace: v.literal(sageMakerServiceNamespace),
    ResourceId: v.exactOptional(v.string()),
    ScalableDimension: v.exactOptional(v.string()),
    PolicyNames: v.exactOptional(v.array(v.string())),
    ...definePageInput(scalingPageSizes.most),
  }),
  (state, input): Outcome => {
    const { ResourceId, ScalableDimension, PolicyNames } = input;
    const policies = Object.values(state.policies)
      .filter((each) => ResourceId === undefined || each.resourceId === ResourceId)
      .filter((each) => ScalableDimension === undefined || each.dimension === ScalableDimension)
      .filter((each) => PolicyNames?.includes(each.name) ?? true)
      .map((policy) => describePolicy(policy, state));
    return toAnswer(state, cutPage("ScalingPolicies", policies, scalingPageSizes.policies, input));
  },
);

function describePolicy(policy: PolicyState, { alarms }: AwsState): JsonObject {
  const calling = Object.values(alarms).filter(({ input }) => input.AlarmActions?.includes(policy.arn));
  return toJsonObject({
    PolicyName: policy.name,
    PolicyARN: policy.arn,
    PolicyType: policy.step === undefined ? "TargetTrackingScaling" : "StepScaling",
    ServiceNamespace: sageMakerServiceNamespace,
    ResourceId: policy.resourceId,
    ScalableDimension: policy.dimension,
    StepScalingPolicyConfiguration: policy.step,
    TargetTrackingScalingPolicyConfiguration: policy.tracking,
    CreationTime: policy.createdAt,
    Alarms: calling.map(({ arn, input }) => ({ AlarmName: input.AlarmName, AlarmARN: arn })),
  });
}

/** A policy that is deleted and made again has another ARN: alarms that named the old one call nobody. */
function toPolicyArn(state: AwsState, resourceId: string, name: string): string {
  const hex = hashToHex(32, "policy", resourceId, name, state.serial);
  const id = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)];
  return `arn:aws:autoscaling:${state.region}:${state.accountId}:scalingPolicy:${id.join("-")}:resource/sagemaker/${resourceId}:policyName/${name}`;
}

/**
 * The step that a breach falls into.
 * @param breach the metric's value less the alarm's threshold
 * @returns a bound belongs to the step that lies further from the threshold: at and above the threshold the lower
 *         bound is inside and the upper outside, below it the other way round
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_StepAdjustment.html
 */
export function findStep(steps: readonly StepAdjustment[], breach: number): StepAdjustment | undefined {
  return steps.find(({ MetricIntervalLowerBound: low, MetricIntervalUpperBound: high }) => {
    const [from, to] = [low ?? -Infinity, high ?? Infinity];
    return breach >= 0 ? breach >= from && breach < to : breach > from && breach <= to;
  });
}

/**
 * The count that a step asks for; not yet brought inside the target's limits.
 *
 * Percentages are rounded towards zero, but change at least one instance; MinAdjustmentMagnitude is the least
 * change that a percentage makes.
 * @see https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-step-scaling-policies.html
 */
export function adjustCount(policy: StepScalingInput, adjustment: number, count: number): number {
  switch (policy.AdjustmentType) {
    case "ExactCapacity":
      return adjustment;
    case "ChangeInCapacity":
      return Math.max(0, count + adjustment);
    case "PercentChangeInCapacity": {
      if (adjustment === 0) return count;
      const exact = Math.abs((count * adjustment) / 100);
      const least = Math.max(1, policy.MinAdjustmentMagnitude ?? 1);
      return Math.max(0, count + Math.sign(adjustment) * Math.max(least, Math.floor(exact)));
    }
  }
}

/**
 * What is wrong with a list of steps.
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_StepAdjustment.html: no gap, no
 * overlap, at most one step without a lower and one without an upper bound
 */
export function findStepsProblem(steps: readonly StepAdjustment[]): string | undefined {
  const sorted = steps
    .map((step) => ({
      from: step.MetricIntervalLowerBound ?? -Infinity,
      to: step.MetricIntervalUpperBound ?? Infinity,
    }))
    .toSorted((a, b) => a.from - b.from || a.to - b.to);
  if (sorted.some(({ from, to }) => from >= to)) {
    return "The lower bound of a step adjustment must be below its upper bound";
  }
  for (const [index, step] of sorted.entries()) {
    const next = sorted[index + 1];
    if (next === undefined) continue;
    if (step.to > next.from) return "Step adjustment intervals can't overlap";
    if (step.to < next.from) return "Step adjustment intervals can't have a gap";
  }
  return undefined;
}
