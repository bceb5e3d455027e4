import { type MetricFacts, scalingMetrics } from "../../aws/facts";
import { type EndpointRule, getEndpointKind } from "./context";

/** A metric that this kind of endpoint never publishes: its alarms would wait for ever. */
export const checkMetricNotPublished: EndpointRule = (context) => {
  const { path, sections } = context;
  const { scaling } = sections;
  const kind = getEndpointKind(context);
  if (scaling === undefined || kind === undefined) return [];
  const published = Object.keys(metricFacts).filter((name) =>
    metricFacts[name]?.publishedBy.includes(kind),
  );
  if (published.includes(scaling.metric)) return [];
  return [
    {
      severity: "error",
      code: "metric-not-published",
      path: `${path}.scaling.metric`,
      message: `${scaling.metric} is not published for ${kind === "async" ? "asynchronous" : "real-time"} endpoints`,
      expected: `one of ${published.join(", ")}`,
      fix: `write ${kind === "async" ? "backlogPerInstance" : "invocationsPerInstance"}`,
    },
  ];
};

const metricFacts: Readonly<Record<string, MetricFacts>> = scalingMetrics;
