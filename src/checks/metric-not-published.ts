import { metrics, type MetricFacts } from "../aws-facts/metrics";
import type { EndpointCheck } from "./check";
import { endpointKind } from "./endpoint-kind";

/** A metric that this kind of endpoint never publishes: its alarms would wait for ever. */
export const metricNotPublished: EndpointCheck = (context) => {
  const { path, sections } = context;
  const { scaling } = sections;
  const kind = endpointKind(context);
  if (scaling === undefined || kind === undefined) return [];
  const published = Object.keys(facts).filter((name) => facts[name]?.publishedBy.includes(kind));
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

const facts: Readonly<Record<string, MetricFacts>> = metrics;
