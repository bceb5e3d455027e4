import {
  backlogWithoutCapacity,
  type DimensionName,
  failuresWithoutCapacity,
  type MetricFacts,
  scalingMetrics,
} from "../../aws/facts";
import type { ScalingConfig, StepConfig, StepScalingConfig, TargetTrackingConfig } from "../../config/schema";

export type AdjustmentType = "ChangeInCapacity" | "PercentChangeInCapacity" | "ExactCapacity";

/** A range of the metric, as distances from the alarm's threshold. An absent bound is infinite. */
export interface StepAdjustmentPlan {
  readonly metricIntervalLowerBound?: number;
  readonly metricIntervalUpperBound?: number;
  readonly scalingAdjustment: number;
}

/**
 * A step scaling policy and the alarm that calls it. Cooldown in seconds.
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_StepScalingPolicyConfiguration.html
 */
export interface StepPolicyPlan {
  /** The policy's stable key. `wake`: for asynchronous endpoints and inference components that may be at zero. */
  readonly key: "scale-out" | "scale-in" | "wake";
  readonly adjustmentType: AdjustmentType;
  readonly cooldown: number;
  readonly metricAggregationType: "Average" | "Maximum";
  readonly stepAdjustments: readonly StepAdjustmentPlan[];
  readonly alarm: AlarmPlan;
}

/**
 * Plans one policy to scale out and one to scale in, for those directions that have steps.
 *
 * A step reaches from its threshold to the next step's. On a threshold AWS takes the step further out.
 * @param scaling Without the problems of `step-direction`, `steps-overlap` and `mixed-adjustments`.
 */
export function planStepPolicies(scaling: StepScalingConfig): readonly StepPolicyPlan[] {
  return [...planDirection(scaling, "out"), ...planDirection(scaling, "in")];
}

/** What can start again from zero. */
export type WakeableKind = "async" | "component";

/** As a stack file has it that gives none. */
const defaultWakeCooldownSeconds = 300;

/**
 * Plans the policy that starts the first instance of an asynchronous endpoint when a request arrives, or the first copy
 * of an inference component when a call fails.
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/async-inference-autoscale.html
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/endpoint-auto-scaling-zero-instances.html
 */
export function planWakePolicy(
  kind: WakeableKind,
  cooldownSeconds: number = defaultWakeCooldownSeconds,
): StepPolicyPlan {
  return {
    key: "wake",
    adjustmentType: "ChangeInCapacity",
    cooldown: cooldownSeconds,
    metricAggregationType: kind === "component" ? "Maximum" : "Average",
    stepAdjustments: [{ metricIntervalLowerBound: 0, scalingAdjustment: 1 }],
    alarm: planWakeAlarm(kind),
  };
}

/** Returns a step's adjustment type. All steps of a direction must agree: a policy has one type. */
export function getAdjustmentType({ change }: StepConfig): AdjustmentType {
  if ("instances" in change) return "ChangeInCapacity";
  return "percent" in change ? "PercentChangeInCapacity" : "ExactCapacity";
}

export function getStepAdjustment({ change }: StepConfig): number {
  if ("instances" in change) return change.instances;
  return "percent" in change ? change.percent : change.exactly;
}

/** Returns the value of the metric at which a step begins. */
export function getStepThreshold({ when }: StepConfig): number {
  return "above" in when ? when.above : when.below;
}

export function getStepDirection({ when }: StepConfig): ScalingDirection {
  return "above" in when ? "out" : "in";
}

/** Returns whether load can move the instance count in a direction. */
export function canScale(scaling: ScalingConfig, direction: ScalingDirection): boolean {
  if (scaling.kind === "targetTracking") return direction === "out" || scaling.scaleIn;
  return scaling.steps.some((step) => getStepDirection(step) === direction);
}

function planDirection(scaling: StepScalingConfig, direction: ScalingDirection): readonly StepPolicyPlan[] {
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
      stepAdjustments: steps.map((step, index) => planStepAdjustment(step, steps[index + 1], threshold, direction)),
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

/** Rounds to twelve digits, so that 0.3 - 0.1 is exactly 0.2. */
function roundDistance(value: number, threshold: number): number {
  return Number((value - threshold).toPrecision(12));
}

/**
 * The request PutMetricAlarm without dimension values and the policy to call. Period in seconds.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
export interface AlarmPlan {
  readonly alarmDescription: string;
  readonly namespace: string;
  readonly metricName: string;
  readonly statistic: MetricFacts["statistic"];
  readonly dimensions: readonly DimensionName[];
  readonly comparisonOperator: "GreaterThanThreshold" | "GreaterThanOrEqualToThreshold" | "LessThanThreshold";
  readonly threshold: number;
  readonly period: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly treatMissingData: "breaching" | "notBreaching";
}

export type ScalingDirection = "out" | "in";

/**
 * Plans the alarm that calls the policy of one direction.
 * @param threshold That of the direction's first step.
 */
export function planPolicyAlarm(scaling: StepScalingConfig, direction: ScalingDirection, threshold: number): AlarmPlan {
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

const wakeSignals = {
  async: { metric: backlogWithoutCapacity, description: "Scale out: requests wait and no instance is there" },
  component: { metric: failuresWithoutCapacity, description: "Scale out: a call failed and no copy is there" },
} as const satisfies Record<WakeableKind, object>;

/**
 * Plans the alarm that wakes from zero, at once: requests are waiting, or fail. AWS's page has `> 1` for failed calls,
 * which misses a single one.
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/async-inference-autoscale.html
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/endpoint-auto-scaling-zero-instances.html
 */
export function planWakeAlarm(kind: WakeableKind): AlarmPlan {
  const { metric, description } = wakeSignals[kind];
  return {
    alarmDescription: description,
    ...pickMetricIdentity(metric),
    comparisonOperator: "GreaterThanOrEqualToThreshold",
    threshold: 1,
    period: 60,
    evaluationPeriods: 1,
    datapointsToAlarm: 1,
    treatMissingData: chooseMissingData(metric, "out"),
  };
}

/**
 * Chooses what an alarm does without data. It never scales out: no data is no sign of load.
 *
 * A real-time endpoint whose metrics stop is broken or updating, and a wrong scale-in loses requests: no
 * alarm. A backlog metric stops when the queue is empty, and a wrong scale-in only delays requests: the alarm
 * stops idle instances.
 */
function chooseMissingData(metric: MetricFacts, direction: ScalingDirection): AlarmPlan["treatMissingData"] {
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
 * A target tracking policy. AWS creates its alarms. Cooldowns in seconds.
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_TargetTrackingScalingPolicyConfiguration.html
 */
export interface TargetTrackingPlan {
  readonly targetValue: number;
  readonly metric: TrackedMetricPlan;
  readonly scaleInCooldown: number;
  readonly scaleOutCooldown: number;
  readonly disableScaleIn: boolean;
}

/** A metric by AWS's name, or in full without dimension values. */
export type TrackedMetricPlan =
  | { readonly predefinedMetricType: string }
  | {
      readonly namespace: string;
      readonly metricName: string;
      readonly statistic: MetricFacts["statistic"];
      readonly dimensions: readonly DimensionName[];
    };

/** Plans the policy that keeps a metric near its target. */
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
