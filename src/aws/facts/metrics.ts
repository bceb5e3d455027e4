/** The two ways in which an endpoint takes requests: at once, or from a queue. */
export type EndpointKind = "real-time" | "async";

/** Dimension names under which SageMaker publishes. */
export type DimensionName = "EndpointName" | "VariantName";

/** What CloudWatch and Application Auto Scaling call a metric, and who publishes it. */
export interface MetricFacts {
  readonly namespace: string;
  readonly metricName: string;
  readonly statistic: "Average" | "Sum" | "Maximum";
  readonly dimensions: readonly DimensionName[];
  readonly publishedBy: readonly EndpointKind[];
  /** Time between data points, seconds. */
  readonly everySeconds: 10 | 60;
  /** The name for target tracking, where AWS has one; else the metric is described in full. */
  readonly predefinedType?: string;
  /**
   * What it means that no data point came: nobody knows, or nothing waits in the queue.
   *
   * Real-time endpoints report zero when nobody calls, so silence is a fault. The backlog metrics have
   * been seen to lapse while the queue is empty.
   */
  readonly silence: "unknown" | "idle";
}

/** Metrics of the service. Source: https://docs.aws.amazon.com/sagemaker/latest/dg/monitoring-cloudwatch.html */
const serviceMetricNamespace = "AWS/SageMaker";

/** Metrics of the instances. Source: https://docs.aws.amazon.com/sagemaker/latest/dg/monitoring-cloudwatch.html */
const instanceMetricNamespace = "/aws/sagemaker/Endpoints";

const perVariant = ["EndpointName", "VariantName"] as const;

/**
 * The metrics that a step or a target may follow, by their names in stack files.
 *
 * Requests in one minute and instance; requests queued or streaming, each ten seconds; microseconds;
 * percent summed over cores or GPUs (four GPUs: 0-400); queued requests by instance, and altogether.
 *
 * Source: https://docs.aws.amazon.com/sagemaker/latest/dg/monitoring-cloudwatch.html
 *         https://docs.aws.amazon.com/sagemaker/latest/dg/async-inference-monitor.html
 *         https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PredefinedMetricSpecification.html
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
} as const satisfies Record<string, MetricFacts>;

/**
 * One while requests wait and no instance is there to take them: the only metric that can wake an
 * asynchronous endpoint from zero instances, where nothing is published per instance.
 *
 * Source: https://docs.aws.amazon.com/sagemaker/latest/dg/async-inference-autoscale.html
 */
export const backlogWithoutCapacity: MetricFacts = {
  ...createBacklogMetric("HasBacklogWithoutCapacity"),
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

/** A metric as a graph shows it. */
export interface ShownMetric {
  readonly namespace: string;
  readonly metricName: string;
  readonly stat: "Sum" | "Average";
  readonly dimensions: readonly DimensionName[];
}

const { namespace: requestNamespace, dimensions: variantDimensions } = scalingMetrics.modelLatency;
const createSumMetric = (metricName: string): ShownMetric => ({
  namespace: requestNamespace,
  metricName,
  stat: "Sum",
  dimensions: variantDimensions,
});
const createAverageMetric = (metricName: string): ShownMetric => ({
  namespace: requestNamespace,
  metricName,
  stat: "Average",
  dimensions: variantDimensions,
});

/**
 * What SageMaker publishes about requests, in requests and microseconds, by the kind of endpoint.
 *
 * Source: https://docs.aws.amazon.com/sagemaker/latest/dg/monitoring-cloudwatch.html
 *         https://docs.aws.amazon.com/sagemaker/latest/dg/async-inference-monitor.html
 */
export const endpointMetrics = {
  "real-time": {
    requests: [createSumMetric("Invocations")],
    latency: [createAverageMetric("ModelLatency"), createAverageMetric("OverheadLatency")],
    errors: [createSumMetric("Invocation4XXErrors"), createSumMetric("Invocation5XXErrors")],
  },
  async: {
    requests: [
      createSumMetric("InvocationsProcessed"),
      { ...createAverageMetric("ApproximateBacklogSize"), dimensions: ["EndpointName"] },
    ],
    latency: [createAverageMetric("ModelLatency"), createAverageMetric("OverheadLatency")],
    errors: [createSumMetric("InvocationFailures")],
  },
} as const satisfies Record<EndpointKind, Record<string, readonly ShownMetric[]>>;

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
