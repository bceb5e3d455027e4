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
const serviceNamespace = "AWS/SageMaker";

/** Metrics of the instances. Source: https://docs.aws.amazon.com/sagemaker/latest/dg/monitoring-cloudwatch.html */
const instanceNamespace = "/aws/sagemaker/Endpoints";

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
export const metrics = {
  invocationsPerInstance: {
    namespace: serviceNamespace,
    metricName: "InvocationsPerInstance",
    statistic: "Sum",
    dimensions: perVariant,
    publishedBy: ["real-time"],
    predefinedType: "SageMakerVariantInvocationsPerInstance",
    everySeconds: 60,
    silence: "unknown",
  },
  concurrentRequestsPerModel: {
    namespace: serviceNamespace,
    metricName: "ConcurrentRequestsPerModel",
    statistic: "Average",
    dimensions: perVariant,
    publishedBy: ["real-time"],
    predefinedType: "SageMakerVariantConcurrentRequestsPerModelHighResolution",
    everySeconds: 10,
    silence: "unknown",
  },
  modelLatency: {
    namespace: serviceNamespace,
    metricName: "ModelLatency",
    statistic: "Average",
    dimensions: perVariant,
    publishedBy: ["real-time", "async"],
    everySeconds: 60,
    silence: "unknown",
  },
  cpuUtilization: instanceMetric("CPUUtilization"),
  memoryUtilization: instanceMetric("MemoryUtilization"),
  gpuUtilization: instanceMetric("GPUUtilization"),
  gpuMemoryUtilization: instanceMetric("GPUMemoryUtilization"),
  backlogPerInstance: backlogMetric("ApproximateBacklogSizePerInstance"),
  backlog: backlogMetric("ApproximateBacklogSize"),
} as const satisfies Record<string, MetricFacts>;

/**
 * One while requests wait and no instance is there to take them: the only metric that can wake an
 * asynchronous endpoint from zero instances, where nothing is published per instance.
 *
 * Source: https://docs.aws.amazon.com/sagemaker/latest/dg/async-inference-autoscale.html
 */
export const backlogWithoutCapacity: MetricFacts = {
  ...backlogMetric("HasBacklogWithoutCapacity"),
  silence: "unknown",
};

function instanceMetric(metricName: string): MetricFacts {
  return {
    namespace: instanceNamespace,
    metricName,
    statistic: "Average",
    dimensions: perVariant,
    publishedBy: ["real-time", "async"],
    everySeconds: 60,
    silence: "unknown",
  };
}

function backlogMetric(metricName: string): MetricFacts {
  return {
    namespace: serviceNamespace,
    metricName,
    statistic: "Average",
    dimensions: ["EndpointName"],
    publishedBy: ["async"],
    everySeconds: 60,
    silence: "idle",
  };
}
