import { type DimensionName, maxMathExpressionsPerAlarm, reportingInstancesMetric } from "../../aws/facts";
import type { Timeline } from "../../timetable";
import { buildClockExpressions, buildLevelExpressions, type MathQuery } from "./build-metric-math";
import { computeExpectedLevels, type Precision } from "./expected-instances";

/**
 * The request PutMetricAlarm, on metric math, without dimension values. `metric` and `expressions` are its
 * `Metrics`. The alarm watches the one named `watched`.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
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

/** In a row: CloudWatch is still counting the latest minutes, so one alone must not ring. */
const minutesToAlarm = 5;

/**
 * Plans the alarm that goes off while fewer instances report than the timetable's min.
 *
 * Its value is the number of missing instances. No data counts as 0 instances, so it goes off if the whole fleet
 * is gone. If min may be 0, the alarm ignores missing values: CloudWatch may then know no metric at all.
 * @returns undefined if the timetable does not fit into an alarm, even by day.
 */
export function fitCapacityAlarm(timeline: Timeline, afterMinutes: number): CapacityAlarmPlan | undefined {
  const known = fittedAlarms.get(timeline) ?? new Map<number, CapacityAlarmPlan | undefined>();
  fittedAlarms.set(timeline, known);
  if (!known.has(afterMinutes)) {
    const exact = buildCapacityAlarm(timeline, afterMinutes, "exact");
    known.set(afterMinutes, exact ?? buildCapacityAlarm(timeline, afterMinutes, "byDay"));
  }
  return known.get(afterMinutes);
}

/** Two rules and the plan ask for the same timeline. */
const fittedAlarms = new WeakMap<Timeline, Map<number, CapacityAlarmPlan | undefined>>();

/** Plans the metric that counts the reporting instances, with the id `n`. */
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
