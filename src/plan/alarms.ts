import {
  backlogWithoutCapacity,
  scalingMetrics,
  type DimensionName,
  type MetricFacts,
} from "../aws-facts/metrics";
import type { StepScalingConfig } from "../config/config";

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
