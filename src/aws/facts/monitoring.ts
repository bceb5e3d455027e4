import type { CapacityUnit } from "./scalable-dimensions";

/** Whose instances report to CloudWatch: an endpoint takes requests at once, or from a queue. */
export type MonitoredKind = "real-time" | "async";

/** What is scaled, as its metrics show. */
export type EndpointKind = MonitoredKind | "component" | "serverless";

/** @param isAsync of an endpoint with instances */
export function toEndpointKind(unit: CapacityUnit, isAsync: boolean): EndpointKind {
  if (unit === "copies") return "component";
  if (unit === "concurrency") return "serverless";
  return isAsync ? "async" : "real-time";
}

export type DimensionName = "EndpointName" | "VariantName" | "InferenceComponentName";

/** A metric as CloudWatch and Application Auto Scaling know it. */
export interface MetricFacts {
  readonly namespace: string;
  readonly metricName: string;
  readonly statistic: "Average" | "Sum" | "Maximum";
  readonly dimensions: readonly DimensionName[];
  readonly publishedBy: readonly EndpointKind[];
  /** Time between data points. */
  readonly everySeconds: 10 | 60;
  /** AWS's name for target tracking. Absent: describe the metric in full. */
  readonly predefinedType?: string;
  /**
   * What missing data means. Real-time endpoints publish zero if nobody calls, so silence is a fault. The
   * backlog metrics can stop while the queue is empty.
   */
  readonly silence: "unknown" | "idle";
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/dg/monitoring-cloudwatch.html */
const serviceMetricNamespace = "AWS/SageMaker";

const instanceMetricNamespace = "/aws/sagemaker/Endpoints";

const perVariant = ["EndpointName", "VariantName"] as const;
const perComponent = ["InferenceComponentName"] as const;

/**
 * The metrics for steps and target tracking, by their names in stack files.
 *
 * Units, in order: requests per minute and instance; requests queued or streaming; microseconds; percent summed
 * over cores or GPUs (four GPUs: 0-400); queued requests per instance, and in total; requests per minute and copy;
 * requests queued or streaming per copy; the part of the provisioned concurrency in use, 0-1. No page shows the
 * dimension of ConcurrentRequestsPerCopy: it is taken to be that of InvocationsPerCopy.
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/monitoring-cloudwatch.html
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/async-inference-monitor.html
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/serverless-endpoints-monitoring.html
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PredefinedMetricSpecification.html
 */
export const scalingMetrics = {
  invocationsPerInstance: {
    namespace: serviceMetricNamespace,
    metricName: "InvocationsPerInstance",
    statistic: "Sum",
    dimensions: perVariant,
    publishedBy: ["real-time"],
    predefinedType: "SageMakerVariantInvocationsPerInstance",
    everySeconds: 60,
    silence: "unknown",
  },
  concurrentRequestsPerModel: {
    namespace: serviceMetricNamespace,
    metricName: "ConcurrentRequestsPerModel",
    statistic: "Average",
    dimensions: perVariant,
    publishedBy: ["real-time"],
    predefinedType: "SageMakerVariantConcurrentRequestsPerModelHighResolution",
    everySeconds: 10,
    silence: "unknown",
  },
  modelLatency: {
    namespace: serviceMetricNamespace,
    metricName: "ModelLatency",
    statistic: "Average",
    dimensions: perVariant,
    publishedBy: ["real-time", "async"],
    everySeconds: 60,
    silence: "unknown",
  },
  cpuUtilization: createInstanceMetric("CPUUtilization"),
  memoryUtilization: createInstanceMetric("MemoryUtilization"),
  gpuUtilization: createInstanceMetric("GPUUtilization"),
  gpuMemoryUtilization: createInstanceMetric("GPUMemoryUtilization"),
  backlogPerInstance: createBacklogMetric("ApproximateBacklogSizePerInstance"),
  backlog: createBacklogMetric("ApproximateBacklogSize"),
  invocationsPerCopy: {
    namespace: serviceMetricNamespace,
    metricName: "InvocationsPerCopy",
    statistic: "Sum",
    dimensions: perComponent,
    publishedBy: ["component"],
    predefinedType: "SageMakerInferenceComponentInvocationsPerCopy",
    everySeconds: 60,
    silence: "unknown",
  },
  concurrentRequestsPerCopy: {
    namespace: serviceMetricNamespace,
    metricName: "ConcurrentRequestsPerCopy",
    statistic: "Average",
    dimensions: perComponent,
    publishedBy: ["component"],
    predefinedType: "SageMakerInferenceComponentConcurrentRequestsPerCopyHighResolution",
    everySeconds: 10,
    silence: "unknown",
  },
  provisionedConcurrencyUtilization: {
    namespace: serviceMetricNamespace,
    metricName: "ServerlessProvisionedConcurrencyUtilization",
    statistic: "Average",
    dimensions: perVariant,
    publishedBy: ["serverless"],
    predefinedType: "SageMakerVariantProvisionedConcurrencyUtilization",
    everySeconds: 60,
    silence: "unknown",
  },
} as const satisfies Record<string, MetricFacts>;

/**
 * Metrics whose values are a fraction, from 0 to 1.
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/serverless-endpoints-monitoring.html
 */
export const fractionMetrics: readonly string[] = ["provisionedConcurrencyUtilization"];

/**
 * The largest values of metrics in percent. CPU and GPU metrics are summed over cores or GPUs: the largest
 * types have 192 and 16.
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/monitoring-cloudwatch.html
 */
export const maxPercentages: Readonly<Partial<Record<string, number>>> = {
  cpuUtilization: 19_200,
  memoryUtilization: 100,
  gpuUtilization: 1600,
  gpuMemoryUtilization: 1600,
};

/**
 * 1 while requests wait and no instance runs. Only this metric can wake an asynchronous endpoint from zero
 * instances: SageMaker publishes nothing per instance then.
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/async-inference-autoscale.html
 */
export const backlogWithoutCapacity: MetricFacts = {
  ...createBacklogMetric("HasBacklogWithoutCapacity"),
  silence: "unknown",
};

/**
 * Counts calls of an inference component that fail because it has no copies. Only this metric can wake it: target
 * tracking divides by the number of copies.
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/endpoint-auto-scaling-zero-instances.html
 */
export const failuresWithoutCapacity: MetricFacts = {
  namespace: serviceMetricNamespace,
  metricName: "NoCapacityInvocationFailures",
  statistic: "Sum",
  dimensions: perComponent,
  publishedBy: ["component"],
  everySeconds: 60,
  silence: "unknown",
};

function createInstanceMetric(metricName: string): MetricFacts {
  return {
    namespace: instanceMetricNamespace,
    metricName,
    statistic: "Average",
    dimensions: perVariant,
    publishedBy: ["real-time", "async"],
    everySeconds: 60,
    silence: "unknown",
  };
}

function createBacklogMetric(metricName: string): MetricFacts {
  return {
    namespace: serviceMetricNamespace,
    metricName,
    statistic: "Average",
    dimensions: ["EndpointName"],
    publishedBy: ["async"],
    everySeconds: 60,
    silence: "idle",
  };
}

/** A metric on a dashboard. */
export interface ShownMetric {
  readonly namespace: string;
  readonly metricName: string;
  readonly stat: "Sum" | "Average";
  readonly dimensions: readonly DimensionName[];
}

const createShownMetric = (metricName: string, stat: ShownMetric["stat"]): ShownMetric => ({
  namespace: serviceMetricNamespace,
  metricName,
  stat,
  dimensions: perVariant,
});
const latency = ["ModelLatency", "OverheadLatency"].map((metric) => createShownMetric(metric, "Average"));

/**
 * Requests, errors, and latency in microseconds, by the kind of endpoint.
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/monitoring-cloudwatch.html
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/async-inference-monitor.html
 */
export const endpointMetrics = {
  "real-time": {
    requests: [createShownMetric("Invocations", "Sum")],
    latency,
    errors: ["Invocation4XXErrors", "Invocation5XXErrors"].map((metric) => createShownMetric(metric, "Sum")),
  },
  async: {
    requests: [
      createShownMetric("InvocationsProcessed", "Sum"),
      { ...createShownMetric("ApproximateBacklogSize", "Average"), dimensions: ["EndpointName"] },
    ],
    latency,
    errors: [createShownMetric("InvocationFailures", "Sum")],
  },
} as const satisfies Record<MonitoredKind, Record<string, readonly ShownMetric[]>>;

/**
 * Counts instances in service: each publishes its CPU utilization once a minute. No metric has the count
 * itself. That one sample is one instance is inferred from the publishing frequency.
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/monitoring-cloudwatch.html, "instance metrics"
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_MetricsConfig.html
 */
export const reportingInstancesMetric = {
  namespace: instanceMetricNamespace,
  metricName: "CPUUtilization",
  statistic: "SampleCount",
  dimensions: perVariant,
  period: 60,
} as const;

/**
 * How long CloudWatch keeps the values of each period, from the shortest on.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricStat.html
 */
export const metricRetention = [
  { periodMinutes: 1, days: 15 },
  { periodMinutes: 5, days: 63 },
  { periodMinutes: 60, days: 455 },
] as const;

/** @see https://docs.aws.amazon.com/sagemaker/latest/dg/automating-sagemaker-with-eventbridge.html */
export const endpointEvents = {
  source: "aws.sagemaker",
  detailTypes: ["SageMaker Endpoint State Change", "SageMaker Endpoint Deployment State Change"],
} as const;

/**
 * The statuses of an endpoint that has failed or rolls back. The examples of events spell statuses as
 * IN_SERVICE, their list of statuses as DescribeEndpoint does, so both are here.
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeEndpoint.html
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/automating-sagemaker-with-eventbridge.html
 */
export const failedEndpointStatuses = [
  ...["FAILED", "OUT_OF_SERVICE", "ROLLING_BACK", "UPDATE_ROLLBACK_FAILED"],
  ...["Failed", "OutOfService", "RollingBack", "UpdateRollbackFailed"],
] as const;

/**
 * The services that publish to a topic.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/US_SetupSNS.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html
 */
export const topicPublishers = { alarm: "cloudwatch.amazonaws.com", rule: "events.amazonaws.com" } as const;
