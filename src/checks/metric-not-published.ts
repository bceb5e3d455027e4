import { metrics, type EndpointKind, type MetricFacts } from "../aws-facts/metrics";
import type { EndpointCheck } from "./check";

/** A metric that this kind of endpoint never publishes: its alarms would wait for ever. */
export const metricNotPublished: EndpointCheck = ({ path, sections }) => {
  const { scaling } = sections;
  if (scaling === undefined) return [];
  const kind: EndpointKind = sections.async === undefined ? "real-time" : "async";
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
