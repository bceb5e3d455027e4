import type { CapacityUnit } from "../../aws/facts";
import type { AwsState } from "./account-state";
import type { MetricQuery } from "./metrics";
import { findScaledResource } from "./scaled-resources";

interface PredefinedMetric {
  readonly unit: CapacityUnit;
  readonly metricName: string;
  readonly statistic: string;
}

/**
 * What target tracking watches by AWS's names.
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PredefinedMetricSpecification.html
 * @see https://docs.aws.amazon.com/autoscaling/application/userguide/monitoring-cloudwatch.html, the metrics behind them
 */
const predefinedMetrics = {
  SageMakerVariantInvocationsPerInstance: { unit: "instances", metricName: "InvocationsPerInstance", statistic: "Sum" },
  SageMakerVariantConcurrentRequestsPerModelHighResolution: {
    unit: "instances",
    metricName: "ConcurrentRequestsPerModel",
    statistic: "Average",
  },
  SageMakerInferenceComponentInvocationsPerCopy: { unit: "copies", metricName: "InvocationsPerCopy", statistic: "Sum" },
  SageMakerInferenceComponentConcurrentRequestsPerCopyHighResolution: {
    unit: "copies",
    metricName: "ConcurrentRequestsPerCopy",
    statistic: "Average",
  },
  SageMakerVariantProvisionedConcurrencyUtilization: {
    unit: "concurrency",
    metricName: "ServerlessProvisionedConcurrencyUtilization",
    statistic: "Average",
  },
} as const satisfies Record<string, PredefinedMetric>;

export type PredefinedMetricType = keyof typeof predefinedMetrics;

export const predefinedMetricTypes = Object.keys(predefinedMetrics) as PredefinedMetricType[];

/** Whether a predefined metric belongs to what a target counts. */
export function isMetricFor(type: PredefinedMetricType, unit: CapacityUnit): boolean {
  return predefinedMetrics[type].unit === unit;
}

/** The series behind a predefined metric; undefined if the account has no such resource. */
export function toPredefinedQuery(
  state: AwsState,
  type: PredefinedMetricType,
  resourceId: string,
): MetricQuery | undefined {
  const { metricName, statistic } = predefinedMetrics[type];
  const found = findScaledResource(state, resourceId);
  if (found === undefined) return undefined;
  const dimensions =
    found.unit === "copies"
      ? { InferenceComponentName: found.component.name }
      : { EndpointName: found.endpoint.name, VariantName: found.variant.name };
  return { namespace: "AWS/SageMaker", metricName, statistic, dimensions };
}
