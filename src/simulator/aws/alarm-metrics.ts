import * as v from "valibot";
import { maxMathExpressionLength, maxMathExpressionsPerAlarm } from "../../aws/facts";
import type { AwsState, EpochSeconds } from "./account-state";
import { evaluateMath, findMathProblem, type MathMoment } from "./evaluate-metric-math";
import { getMetricValue } from "./metrics";

const opt = v.exactOptional;

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataQuery.html */
export const metricDataQueryShape = v.strictObject({
  Id: v.pipe(v.string(), v.regex(/^[a-z][a-zA-Z0-9_]*$/), v.maxLength(255)),
  Expression: opt(v.pipe(v.string(), v.minLength(1), v.maxLength(maxMathExpressionLength))),
  MetricStat: opt(
    v.strictObject({
      Metric: v.strictObject({
        Namespace: v.string(),
        MetricName: v.string(),
        Dimensions: opt(v.array(v.strictObject({ Name: v.string(), Value: v.string() }))),
      }),
      Period: v.pipe(v.number(), v.integer(), v.minValue(10)),
      Stat: v.string(),
      Unit: opt(v.string()),
    }),
  ),
  Label: opt(v.string()),
  Period: opt(v.number()),
  ReturnData: opt(v.boolean()),
});

type Query = v.InferOutput<typeof metricDataQueryShape>;

/**
 * What CloudWatch would refuse in the metrics and expressions of one alarm.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html, Metrics
 */
export function findMetricsProblem(queries: readonly Query[]): string | undefined {
  const expressions = queries.filter(({ Expression }) => Expression !== undefined);
  const metrics = queries.filter(({ MetricStat }) => MetricStat !== undefined);
  const watched = queries.filter(({ ReturnData = true }) => ReturnData);
  const [only] = watched;
  if (expressions.length + metrics.length !== queries.length)
    return "each element needs exactly one of Expression and MetricStat";
  if (Math.max(expressions.length, metrics.length) > maxMathExpressionsPerAlarm)
    return `at most ${maxMathExpressionsPerAlarm} metrics and ${maxMathExpressionsPerAlarm} expressions`;
  if (metrics.length === 0) return "at least one element needs MetricStat";
  if (new Set(queries.map(({ Id }) => Id)).size !== queries.length) return "ids must be unique";
  if (new Set(metrics.map(({ MetricStat }) => MetricStat?.Period)).size !== 1)
    return "all metrics must have the same period";
  if (only === undefined || watched.length !== 1)
    return "exactly one element must return data, the others need ReturnData false";
  return findMathProblem(
    toMathMoment(queries, 0, () => undefined),
    only.Id,
  );
}

/** The period of an alarm on metric math, seconds. */
export function findMetricsPeriod(queries: readonly Query[]): number | undefined {
  return queries.find(({ MetricStat }) => MetricStat !== undefined)?.MetricStat?.Period;
}

/** What an alarm on metric math sees in the period that ends at a moment. */
export function evaluateMetrics(state: AwsState, queries: readonly Query[], to: EpochSeconds): number | undefined {
  const watched = queries.find(({ ReturnData = true }) => ReturnData);
  if (watched === undefined) return undefined;
  const from = to - (findMetricsPeriod(queries) ?? 60);
  const moment = toMathMoment(queries, from, ({ Metric, Stat }) => {
    const dimensions = Object.fromEntries((Metric.Dimensions ?? []).map(({ Name, Value }) => [Name, Value]));
    const { Namespace: namespace, MetricName: metricName } = Metric;
    return getMetricValue(state, { namespace, metricName, dimensions, statistic: Stat }, from, to);
  });
  return evaluateMath(moment, watched.Id);
}

function toMathMoment(
  queries: readonly Query[],
  at: EpochSeconds,
  read: (stat: NonNullable<Query["MetricStat"]>) => number | undefined,
): MathMoment {
  return {
    at,
    periodSeconds: findMetricsPeriod(queries) ?? 60,
    expressions: Object.fromEntries(
      queries.flatMap(({ Id, Expression }) => (Expression === undefined ? [] : [[Id, Expression]])),
    ),
    metrics: Object.fromEntries(
      queries.flatMap(({ Id, MetricStat }) => (MetricStat === undefined ? [] : [[Id, read(MetricStat)]])),
    ),
  };
}
