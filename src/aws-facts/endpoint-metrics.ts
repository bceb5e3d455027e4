import { scalingMetrics, type DimensionName, type EndpointKind } from "./metrics";

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
