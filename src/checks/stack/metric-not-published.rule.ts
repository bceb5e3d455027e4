import { type EndpointKind, type MetricFacts, scalingMetrics } from "../../aws/facts";
import { type EndpointRule, getEndpointKind } from "./context";

const kindWords: Readonly<Record<EndpointKind, string>> = {
  "real-time": "real-time endpoints",
  async: "asynchronous endpoints",
  component: "inference components",
  serverless: "serverless endpoints",
};

const usualMetrics = {
  "real-time": "invocationsPerInstance",
  async: "backlogPerInstance",
  component: "concurrentRequestsPerCopy",
  serverless: "provisionedConcurrencyUtilization",
} as const satisfies Record<EndpointKind, keyof typeof scalingMetrics>;

/** Refuses metrics that SageMaker does not publish for this kind of endpoint: their alarms would never fire. */
export const checkMetricNotPublished: EndpointRule = (context) => {
  const { path, sections } = context;
  const { scaling } = sections;
  const kind = getEndpointKind(context);
  if (scaling === undefined || kind === undefined) return [];
  const published = Object.entries<MetricFacts>(scalingMetrics)
    .filter(([, { publishedBy }]) => publishedBy.includes(kind))
    .map(([name]) => name);
  if (published.includes(scaling.metric)) return [];
  return [
    {
      severity: "error",
      code: "metric-not-published",
      path: `${path}.scaling.metric`,
      message: `SageMaker does not publish ${scaling.metric} for ${kindWords[kind]}`,
      expected: published.length === 1 ? published.join() : `one of ${published.join(", ")}`,
      fix: `write ${usualMetrics[kind]}`,
    },
  ];
};
