import {
  type DimensionName,
  maxMathExpressionsPerAlarm,
  reportingInstancesMetric,
} from "../../aws/facts";
import type { Timeline } from "../../timetable";
import { computeExpectedLevels, type Precision } from "./clock-levels";
import { buildClockExpressions, buildLevelExpressions, type MathQuery } from "./metric-math";

/**
 * What PutMetricAlarm is told of an alarm on metric math; the dimensions' values come apart.
 *
 * `scalingMetrics` and `expressions` are its `Metrics`; the one named `watched` is what the alarm looks at.
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
export interface CapacityAlarmPlan {
  readonly alarmDescription: string;
  readonly metric: ReportingMetricPlan;
  readonly expressions: readonly MathQuery[];
  readonly watched: { readonly id: string; readonly label: string };
  readonly comparisonOperator: "GreaterThanThreshold";
  readonly threshold: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly treatMissingData: "breaching" | "notBreaching";
  /** Whether dates that differ from the week are told by their smallest min. */
  readonly precision: Precision;
}

/** The metric that counts instances. Period in seconds. */
export interface ReportingMetricPlan {
  readonly id: string;
  readonly namespace: string;
  readonly metricName: string;
  readonly stat: string;
  readonly dimensions: readonly DimensionName[];
  readonly period: number;
}

/** Minutes in a row: the latest ones are still being counted, and must not ring alone. */
const minutesToAlarm = 5;

/**
 * The alarm that rings while fewer instances report than the timetable's min.
 *
 * Its value is the number of instances that are missing. What has reported nothing counts as 0, so it rings
 * for a fleet that is gone as well. Where nothing may be expected at times, an alarm without any value is
 * silent: CloudWatch may then know no metric at all.
 *
 * Out: undefined when the timetable does not fit into an alarm, however its dates are told
 */
export function fitCapacityAlarm(
  timeline: Timeline,
  afterMinutes: number,
): CapacityAlarmPlan | undefined {
  const known = fittedAlarms.get(timeline) ?? new Map<number, CapacityAlarmPlan | undefined>();
  fittedAlarms.set(timeline, known);
  if (!known.has(afterMinutes)) {
    const exact = buildCapacityAlarm(timeline, afterMinutes, "exact");
    known.set(afterMinutes, exact ?? buildCapacityAlarm(timeline, afterMinutes, "byDay"));
  }
  return known.get(afterMinutes);
}

/** The same timeline is asked about by two checks and then by the plan. */
const fittedAlarms = new WeakMap<Timeline, Map<number, CapacityAlarmPlan | undefined>>();

/** The metric that says how many instances report, under the name `n`. */
export function planReportingMetric(): ReportingMetricPlan {
  const { statistic, ...metric } = reportingInstancesMetric;
  return { id: "n", stat: statistic, ...metric };
}

function buildCapacityAlarm(
  timeline: Timeline,
  afterMinutes: number,
  precision: Precision,
): CapacityAlarmPlan | undefined {
  const metric = planReportingMetric();
  const levels = computeExpectedLevels(timeline, afterMinutes, precision);
  const { queries, result } = buildLevelExpressions(levels, { week: "m", dated: "d" });
  const watched = { id: "missing", label: "instances missing" };
  const expressions = [
    ...(queries.length === 0 ? [] : buildClockExpressions(timeline.timezone, metric.id)),
    ...queries,
    { id: watched.id, expression: `${result}-FILL(${metric.id},0)` },
  ];
  if (expressions.length > maxMathExpressionsPerAlarm) return undefined;
  const mayBeNone = [...levels.week, ...levels.dated].some(({ value }) => value === 0);
  return {
    alarmDescription: `Capacity has not arrived: for ${minutesToAlarm} minutes fewer instances have reported than the timetable's min, which may take ${afterMinutes} minutes after a rise`,
    metric,
    expressions,
    watched,
    comparisonOperator: "GreaterThanThreshold",
    threshold: 0,
    evaluationPeriods: minutesToAlarm,
    datapointsToAlarm: minutesToAlarm,
    treatMissingData: mayBeNone ? "notBreaching" : "breaching",
    precision,
  };
}
