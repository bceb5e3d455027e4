import {
  backlogWithoutCapacity,
  type DimensionName,
  type MetricFacts,
  scalingMetrics,
} from "../../aws/facts";
import type { StepConfig, StepScalingConfig, TargetTrackingConfig } from "../../config/schema";

/** How a step's number is meant. */
export type AdjustmentType = "ChangeInCapacity" | "PercentChangeInCapacity" | "ExactCapacity";

/** A stretch of the metric, from and to as distances from the alarm's threshold; absent: without end. */
export interface StepAdjustmentPlan {
  readonly metricIntervalLowerBound?: number;
  readonly metricIntervalUpperBound?: number;
  readonly scalingAdjustment: number;
}

/**
 * A step scaling policy and the alarm that calls it. Cooldown in seconds.
 *
 * Source: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_StepScalingPolicyConfiguration.html
 */
export interface StepPolicyPlan {
  /** The policy's stable key; `wake` is for asynchronous endpoints that may be at zero. */
  readonly key: "scale-out" | "scale-in" | "wake";
  readonly adjustmentType: AdjustmentType;
  readonly cooldown: number;
  readonly metricAggregationType: "Average";
  readonly stepAdjustments: readonly StepAdjustmentPlan[];
  readonly alarm: AlarmPlan;
}

/**
 * The policies of a list of steps: one for scaling out, one for scaling in, where it has such steps.
 *
 * A step reaches from its threshold to the next one further out. At a threshold between two steps AWS
 * takes the step further out, in both directions.
 *
 * In:  steps without the problems of the `steps-…` and `mixed-adjustments` checks
 */
export function planStepPolicies(scaling: StepScalingConfig): readonly StepPolicyPlan[] {
  return [...planDirection(scaling, "out"), ...planDirection(scaling, "in")];
}

/**
 * The policy that starts the first instance of an asynchronous endpoint when a request comes.
 *
 * Source: https://docs.aws.amazon.com/sagemaker/latest/dg/async-inference-autoscale.html
 */
export function planWakePolicy(cooldownSeconds: number): StepPolicyPlan {
  return {
    key: "wake",
    adjustmentType: "ChangeInCapacity",
    cooldown: cooldownSeconds,
    metricAggregationType: "Average",
    stepAdjustments: [{ metricIntervalLowerBound: 0, scalingAdjustment: 1 }],
    alarm: planWakeAlarm(),
  };
}

/** How the step's number is meant: all steps of a direction must agree, since a policy has one type. */
export function getAdjustmentType({ change }: StepConfig): AdjustmentType {
  if ("instances" in change) return "ChangeInCapacity";
  return "percent" in change ? "PercentChangeInCapacity" : "ExactCapacity";
}

/** The step's number. */
export function getStepAdjustment({ change }: StepConfig): number {
  if ("instances" in change) return change.instances;
  return "percent" in change ? change.percent : change.exactly;
}

/** The metric's value at which the step begins. */
export function getStepThreshold({ when }: StepConfig): number {
  return "above" in when ? when.above : when.below;
}

/** Which of the two policies the step belongs to. */
export function getStepDirection({ when }: StepConfig): ScalingDirection {
  return "above" in when ? "out" : "in";
}

function planDirection(
  scaling: StepScalingConfig,
  direction: ScalingDirection,
): readonly StepPolicyPlan[] {
  const sign = direction === "out" ? 1 : -1;
  const steps = scaling.steps
    .filter((step) => getStepDirection(step) === direction)
    .toSorted((a, b) => sign * (getStepThreshold(a) - getStepThreshold(b)));
  const [first] = steps;
  if (first === undefined) return [];
  const threshold = getStepThreshold(first);
  return [
    {
      key: `scale-${direction}`,
      adjustmentType: getAdjustmentType(first),
      cooldown: scaling.cooldownSeconds,
      metricAggregationType: "Average",
      stepAdjustments: steps.map((step, index) =>
        planStepAdjustment(step, steps[index + 1], threshold, direction),
      ),
      alarm: planPolicyAlarm(scaling, direction, threshold),
    },
  ];
}

function planStepAdjustment(
  step: StepConfig,
  next: StepConfig | undefined,
  threshold: number,
  direction: ScalingDirection,
): StepAdjustmentPlan {
  const near = roundDistance(getStepThreshold(step), threshold);
  const far = next === undefined ? undefined : roundDistance(getStepThreshold(next), threshold);
  const [lower, upper] = direction === "out" ? [near, far] : [far, near];
  return {
    ...(lower === undefined ? {} : { metricIntervalLowerBound: lower }),
    ...(upper === undefined ? {} : { metricIntervalUpperBound: upper }),
    scalingAdjustment: getStepAdjustment(step),
  };
}

/** Twelve digits, so that 0.3 - 0.1 is 0.2 and not a little less. */
function roundDistance(value: number, threshold: number): number {
  return Number((value - threshold).toPrecision(12));
}

/**
 * What PutMetricAlarm is told; the dimensions' values and the policy to call come apart. Period in seconds.
 *
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
export interface AlarmPlan {
  readonly alarmDescription: string;
  readonly namespace: string;
  readonly metricName: string;
  readonly statistic: MetricFacts["statistic"];
  readonly dimensions: readonly DimensionName[];
  readonly comparisonOperator:
    "GreaterThanThreshold" | "GreaterThanOrEqualToThreshold" | "LessThanThreshold";
  readonly threshold: number;
  readonly period: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly treatMissingData: "breaching" | "notBreaching";
}

/** The way in which the steps of an alarm's policy change the count. */
export type ScalingDirection = "out" | "in";

/**
 * The alarm that calls the policy of one direction.
 *
 * In:  `defineThreshold`: the direction's step that begins first
 */
export function planPolicyAlarm(
  scaling: StepScalingConfig,
  direction: ScalingDirection,
  threshold: number,
): AlarmPlan {
  const metric = scalingMetrics[scaling.metric];
  return {
    alarmDescription: `Scale ${direction}: ${metric.metricName} ${direction === "out" ? "above" : "below"} ${threshold}`,
    ...pickMetricIdentity(metric),
    comparisonOperator: direction === "out" ? "GreaterThanThreshold" : "LessThanThreshold",
    threshold,
    period: scaling.periodSeconds,
    evaluationPeriods: scaling.evaluationPeriods,
    datapointsToAlarm: scaling.datapointsToAlarm,
    treatMissingData: chooseMissingData(metric, direction),
  };
}

/**
 * The alarm that wakes an asynchronous endpoint from zero instances: at once, since somebody waits.
 *
 * Source: https://docs.aws.amazon.com/sagemaker/latest/dg/async-inference-autoscale.html
 */
export function planWakeAlarm(): AlarmPlan {
  return {
    alarmDescription: "Scale out: requests wait and no instance is there",
    ...pickMetricIdentity(backlogWithoutCapacity),
    comparisonOperator: "GreaterThanOrEqualToThreshold",
    threshold: 1,
    period: 60,
    evaluationPeriods: 1,
    datapointsToAlarm: 1,
    treatMissingData: chooseMissingData(backlogWithoutCapacity, "out"),
  };
}

/**
 * What an alarm makes of silence. It never scales out: nothing says that there is load.
 *
 * A real-time endpoint whose metrics stop is broken or being updated, and a wrong scale-in costs
 * requests: no alarm. A backlog metric stops when the queue is empty, and a wrong scale-in only makes
 * requests wait: without the alarm, idle instances would run on.
 */
function chooseMissingData(
  metric: MetricFacts,
  direction: ScalingDirection,
): AlarmPlan["treatMissingData"] {
  return direction === "in" && metric.silence === "idle" ? "breaching" : "notBreaching";
}

function pickMetricIdentity(
  metric: MetricFacts,
): Pick<AlarmPlan, "namespace" | "metricName" | "statistic" | "dimensions"> {
  return {
    namespace: metric.namespace,
    metricName: metric.metricName,
    statistic: metric.statistic,
    dimensions: metric.dimensions,
  };
}

/**
 * A target tracking policy; AWS makes its alarms itself. Cooldowns in seconds.
 *
 * Source: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_TargetTrackingScalingPolicyConfiguration.html
 */
export interface TargetTrackingPlan {
  readonly targetValue: number;
  readonly metric: TrackedMetricPlan;
  readonly scaleInCooldown: number;
  readonly scaleOutCooldown: number;
  readonly disableScaleIn: boolean;
}

/** By AWS's own name, or described in full; the dimensions' values come apart. */
export type TrackedMetricPlan =
  | { readonly predefinedMetricType: string }
  | {
      readonly namespace: string;
      readonly metricName: string;
      readonly statistic: MetricFacts["statistic"];
      readonly dimensions: readonly DimensionName[];
    };

/** The policy that keeps a metric near its target. */
export function planTargetTracking(config: TargetTrackingConfig): TargetTrackingPlan {
  return {
    targetValue: config.target,
    metric: planTrackedMetric(scalingMetrics[config.metric]),
    scaleInCooldown: config.scaleInCooldownSeconds,
    scaleOutCooldown: config.scaleOutCooldownSeconds,
    disableScaleIn: !config.scaleIn,
  };
}

function planTrackedMetric(metric: MetricFacts): TrackedMetricPlan {
  if (metric.predefinedType !== undefined) return { predefinedMetricType: metric.predefinedType };
  const { namespace, metricName, statistic, dimensions } = metric;
  return { namespace, metricName, statistic, dimensions };
}
