import { metrics, type DimensionName, type EndpointKind } from "./metrics";

/** A metric as a graph shows it. */
export interface ShownMetric {
  readonly namespace: string;
  readonly metricName: string;
  readonly stat: "Sum" | "Average";
  readonly dimensions: readonly DimensionName[];
}

const { namespace, dimensions: perVariant } = metrics.modelLatency;
const count = (metricName: string): ShownMetric => ({
  namespace,
  metricName,
  stat: "Sum",
  dimensions: perVariant,
});
const average = (metricName: string): ShownMetric => ({
  namespace,
  metricName,
  stat: "Average",
  dimensions: perVariant,
});

/**
 * What SageMaker publishes about requests, in requests and microseconds, by the kind of endpoint.
 *
 * Source: https://docs.aws.amazon.com/sagemaker/latest/dg/monitoring-cloudwatch.html
 *         https://docs.aws.amazon.com/sagemaker/latest/dg/async-inference-monitor.html
 */
export const endpointMetrics = {
  "real-time": {
    requests: [count("Invocations")],
    latency: [average("ModelLatency"), average("OverheadLatency")],
    errors: [count("Invocation4XXErrors"), count("Invocation5XXErrors")],
  },
  async: {
    requests: [
      count("InvocationsProcessed"),
      { ...average("ApproximateBacklogSize"), dimensions: ["EndpointName"] },
    ],
    latency: [average("ModelLatency"), average("OverheadLatency")],
    errors: [count("InvocationFailures")],
  },
} as const satisfies Record<EndpointKind, Record<string, readonly ShownMetric[]>>;
