import { type DimensionName, endpointMetrics, type MonitoredKind, type ShownMetric } from "../../aws/facts";
import type { Limits, Timeline } from "../../timetable";
import { buildClockExpressions, buildLevelExpressions, type MathQuery } from "./build-metric-math";
import { planReportingMetric, type ReportingMetricPlan } from "./capacity-alarm";
import { type ClockLevels, computeLimitLevels } from "./expected-instances";

/** A dashboard without names and region. */
export interface DashboardPlan {
  readonly reporting: ReportingMetricPlan;
  /** Expressions that other expressions use. */
  readonly hidden: readonly MathQuery[];
  readonly drawn: readonly (MathQuery & { readonly label: string })[];
  readonly graphs: readonly GraphPlan[];
}

interface GraphPlan {
  readonly title: string;
  readonly unit: string;
  readonly metrics: readonly ShownMetric[];
}

export interface EndpointLocation {
  readonly endpointName: string;
  readonly variantName: string;
  readonly region: string;
}

/**
 * Plans a dashboard: the limits as lines beside the reporting instances, then requests, latency and errors.
 *
 * It divides samples by the minutes of the graph's period: over weeks CloudWatch draws longer periods.
 */
export function planDashboard(timeline: Timeline, kind: MonitoredKind): DashboardPlan {
  const reporting = planReportingMetric();
  const levels = (side: keyof Limits): ClockLevels => computeLimitLevels(timeline, ({ limits }) => limits[side]);
  const min = buildLevelExpressions(levels("min"), { week: "m", dated: "d" });
  const max = buildLevelExpressions(levels("max"), { week: "x", dated: "y" });
  const { id } = reporting;
  const { requests, latency, errors } = endpointMetrics[kind];
  return {
    reporting,
    hidden: [...buildClockExpressions(timeline.timezone, id), ...min.queries, ...max.queries],
    drawn: [
      { id: "min", label: "min", expression: min.result },
      { id: "max", label: "max", expression: max.result },
      { id: "reporting", label: "instances that report", expression: `${id}*60/PERIOD(${id})` },
    ],
    graphs: [
      { title: "requests", unit: "requests", metrics: requests },
      { title: "latency", unit: "microseconds", metrics: latency },
      { title: "errors", unit: "errors", metrics: errors },
    ],
  };
}

/** Grid units. A dashboard is 24 wide. */
const [width, height] = [12, 6];

/**
 * Formats a dashboard as JSON.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
export function formatDashboard(plan: DashboardPlan, place: EndpointLocation): string {
  const graphs = [
    { title: "instances", unit: "instances", metrics: buildInstanceLines(plan, place) },
    ...plan.graphs.map(({ title, unit, metrics }) => {
      return { title, unit, metrics: metrics.map((metric) => buildLine(metric, place)) };
    }),
  ];
  const widgets = graphs.map(({ title, unit, metrics }, index) => ({
    type: "metric",
    ...{ x: (index % 2) * width, y: Math.floor(index / 2) * height, width, height },
    properties: {
      title: `${place.endpointName}: ${title}`,
      view: "timeSeries",
      stacked: false,
      region: place.region,
      period: plan.reporting.period,
      yAxis: { left: { min: 0, label: unit, showUnits: false } },
      metrics,
    },
  }));
  return JSON.stringify({ periodOverride: "inherit", widgets });
}

function buildInstanceLines({ reporting, hidden, drawn }: DashboardPlan, place: EndpointLocation) {
  const { id, stat, dimensions, namespace, metricName } = reporting;
  return [
    [namespace, metricName, ...listDimensions(dimensions, place), { id, stat, visible: false }],
    ...hidden.map((query) => [{ ...query, visible: false }]),
    ...drawn.map((query) => [query]),
  ];
}

function buildLine({ namespace, metricName, stat, dimensions }: ShownMetric, place: EndpointLocation) {
  return [namespace, metricName, ...listDimensions(dimensions, place), { stat }];
}

function listDimensions(
  names: readonly DimensionName[],
  { endpointName, variantName }: EndpointLocation,
): readonly string[] {
  const values = { EndpointName: endpointName, VariantName: variantName, InferenceComponentName: endpointName };
  return names.flatMap((name) => [name, values[name]]);
}
