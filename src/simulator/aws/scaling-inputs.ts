import * as v from "valibot";
import {
  capacityRange,
  isAllowedBy,
  maxScheduleLength,
  maxStepAdjustmentsPerPolicy,
  sageMakerServiceNamespace,
  scalableDimensions,
  scheduledActionNameRule,
} from "../../aws/facts";
import { predefinedMetricTypes } from "./predefined-metrics";

// Shapes of the Application Auto Scaling API: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_Operations.html

const opt = v.exactOptional;

/** Which scalable target: only those of SageMaker are simulated. */
export const targetPlace = {
  ServiceNamespace: v.literal(sageMakerServiceNamespace),
  ResourceId: v.pipe(v.string(), v.minLength(1), v.maxLength(maxScheduleLength)),
  ScalableDimension: v.picklist(Object.values(scalableDimensions)),
} as const;

export interface TargetPlace {
  readonly ResourceId: string;
  readonly ScalableDimension: string;
}

const capacity = v.pipe(v.number(), v.integer(), v.minValue(capacityRange.from), v.maxValue(capacityRange.to));

const suspendedState = v.strictObject({
  DynamicScalingInSuspended: opt(v.boolean()),
  DynamicScalingOutSuspended: opt(v.boolean()),
  ScheduledScalingSuspended: opt(v.boolean()),
});

/** API_RegisterScalableTarget */
export const registerShape = v.strictObject({
  ...targetPlace,
  MinCapacity: opt(capacity),
  MaxCapacity: opt(capacity),
  RoleARN: opt(v.string()),
  SuspendedState: opt(suspendedState),
  Tags: opt(v.record(v.string(), v.string())),
});

const actionName = v.pipe(
  v.string(),
  v.check((name) => isAllowedBy(scheduledActionNameRule, name), scheduledActionNameRule.words),
);

/** API_PutScheduledAction; times are seconds since 1970. */
export const scheduledActionShape = v.strictObject({
  ...targetPlace,
  ScheduledActionName: actionName,
  Schedule: opt(v.pipe(v.string(), v.minLength(1), v.maxLength(maxScheduleLength))),
  Timezone: opt(v.pipe(v.string(), v.minLength(1), v.maxLength(maxScheduleLength))),
  StartTime: opt(v.number()),
  EndTime: opt(v.number()),
  ScalableTargetAction: opt(v.strictObject({ MinCapacity: opt(capacity), MaxCapacity: opt(capacity) })),
});

const stepAdjustment = v.strictObject({
  MetricIntervalLowerBound: opt(v.number()),
  MetricIntervalUpperBound: opt(v.number()),
  ScalingAdjustment: v.pipe(v.number(), v.integer()),
});

/** API_StepScalingPolicyConfiguration */
const stepScalingShape = v.strictObject({
  AdjustmentType: v.picklist(["ChangeInCapacity", "PercentChangeInCapacity", "ExactCapacity"]),
  StepAdjustments: v.pipe(v.array(stepAdjustment), v.minLength(1), v.maxLength(maxStepAdjustmentsPerPolicy)),
  MinAdjustmentMagnitude: opt(v.pipe(v.number(), v.integer(), v.minValue(1))),
  Cooldown: opt(v.pipe(v.number(), v.integer(), v.minValue(0))),
  MetricAggregationType: opt(v.picklist(["Average", "Minimum", "Maximum"])),
});

/** API_TargetTrackingScalingPolicyConfiguration */
const targetTrackingShape = v.strictObject({
  TargetValue: v.number(),
  PredefinedMetricSpecification: opt(
    v.strictObject({ PredefinedMetricType: v.picklist(predefinedMetricTypes), ResourceLabel: opt(v.string()) }),
  ),
  CustomizedMetricSpecification: opt(
    v.strictObject({
      MetricName: v.string(),
      Namespace: v.string(),
      Dimensions: opt(v.array(v.strictObject({ Name: v.string(), Value: v.string() }))),
      Statistic: v.picklist(["Average", "Minimum", "Maximum", "SampleCount", "Sum"]),
      Unit: opt(v.string()),
    }),
  ),
  ScaleOutCooldown: opt(v.pipe(v.number(), v.integer(), v.minValue(0))),
  ScaleInCooldown: opt(v.pipe(v.number(), v.integer(), v.minValue(0))),
  DisableScaleIn: opt(v.boolean()),
});

/** API_PutScalingPolicy */
export const scalingPolicyShape = v.strictObject({
  ...targetPlace,
  PolicyName: v.pipe(v.string(), v.minLength(1), v.maxLength(256)),
  PolicyType: opt(v.picklist(["StepScaling", "TargetTrackingScaling"])),
  StepScalingPolicyConfiguration: opt(stepScalingShape),
  TargetTrackingScalingPolicyConfiguration: opt(targetTrackingShape),
});

/** How a step scaling policy changes the count. */
export type StepScalingInput = v.InferOutput<typeof stepScalingShape>;
/** One step: bounds are relative to the alarm's threshold. */
export type StepAdjustment = v.InferOutput<typeof stepAdjustment>;
/** What a target tracking policy keeps near its target. */
export type TargetTrackingInput = v.InferOutput<typeof targetTrackingShape>;
/** PutScheduledAction's input. */
export type ScheduledActionInput = v.InferOutput<typeof scheduledActionShape>;
/** RegisterScalableTarget's input. */
export type RegisterInput = v.InferOutput<typeof registerShape>;
