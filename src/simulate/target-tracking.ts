import { scalingMetrics } from "../aws-facts/metrics";
import { parseVariantResourceId } from "../aws-facts/scalable-target";
import type { PolicyState } from "./scaling-policies";
import { getMetricValue, type MetricQuery } from "./metrics";
import type { AwsState } from "./state";

/**
 * Minutes in a row that a metric must be off its target before the count changes: the alarms that AWS makes for
 * a target tracking policy look at 3 data points of a minute to scale out, at 15 to scale in.
 *
 * Source: https://docs.aws.amazon.com/sagemaker/latest/dg/endpoint-auto-scaling-policy.html; the numbers of data
 * points are inferred from the alarms that AWS makes, no page states them
 */
export const minutesToScaleOut = 3;
export const minutesToScaleIn = 15;

/** The share of the target below which a tracking policy thinks of scaling in. Inferred likewise. */
const scaleInShare = 0.9;

/** The policy after one more minute of watching its metric. */
export function trackTarget(state: AwsState, policy: PolicyState): PolicyState {
  const { tracking, minutesAbove, minutesBelow } = policy;
  if (tracking === undefined) return policy;
  const value = getTrackedValue(state, policy);
  const above = value !== undefined && value > tracking.TargetValue ? minutesAbove + 1 : 0;
  const below =
    value !== undefined && value < tracking.TargetValue * scaleInShare ? minutesBelow + 1 : 0;
  return { ...policy, minutesAbove: above, minutesBelow: below };
}

/** The value of the last minute of the metric that a tracking policy watches. */
export function getTrackedValue(state: AwsState, policy: PolicyState): number | undefined {
  const query = toMetricQuery(policy);
  return query && getMetricValue(state, query, state.nowSeconds - 60, state.nowSeconds);
}

function toMetricQuery({ tracking, resourceId }: PolicyState): MetricQuery | undefined {
  const custom = tracking?.CustomizedMetricSpecification;
  if (custom !== undefined) {
    return {
      namespace: custom.Namespace,
      metricName: custom.MetricName,
      statistic: custom.Statistic,
      dimensions: Object.fromEntries(
        (custom.Dimensions ?? []).map(({ Name, Value }) => [Name, Value]),
      ),
    };
  }
  const type = tracking?.PredefinedMetricSpecification?.PredefinedMetricType;
  const place = parseVariantResourceId(resourceId);
  if (type === undefined || place === undefined) return undefined;
  const { invocationsPerInstance, concurrentRequestsPerModel } = scalingMetrics;
  const facts =
    type === invocationsPerInstance.predefinedType
      ? invocationsPerInstance
      : concurrentRequestsPerModel;
  const { namespace, metricName, statistic } = facts;
  const dimensions = { EndpointName: place.endpoint, VariantName: place.variant };
  return { namespace, metricName, statistic, dimensions };
}
