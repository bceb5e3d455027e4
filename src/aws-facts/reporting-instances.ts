import { scalingMetrics } from "./metrics";

/**
 * How many instances report: each publishes its CPU utilization once a minute, so the samples of one minute
 * are the instances in service. No metric carries the count itself.
 *
 * Source: https://docs.aws.amazon.com/sagemaker/latest/dg/monitoring-cloudwatch.html, "instance metrics";
 *         that one sample is one instance is inferred, and holds at the default publishing frequency of a
 *         minute, https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_MetricsConfig.html
 */
export const reportingInstancesMetric = {
  namespace: scalingMetrics.cpuUtilization.namespace,
  metricName: scalingMetrics.cpuUtilization.metricName,
  statistic: "SampleCount",
  dimensions: scalingMetrics.cpuUtilization.dimensions,
  period: scalingMetrics.cpuUtilization.everySeconds,
} as const;
