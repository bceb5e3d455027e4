import { scalingMetrics, type DimensionName, type MetricFacts } from "../aws-facts/metrics";
import type { TargetTrackingConfig } from "../config/config";

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
