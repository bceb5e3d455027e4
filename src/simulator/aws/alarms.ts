import * as v from "valibot";
import type { AwsState, EpochSeconds } from "./account-state";
import { evaluateMetrics, findMetricsPeriod, findMetricsProblem, metricDataQueryShape } from "./alarm-metrics";
import { type JsonObject, type Named, removeEntries, setEntry, toJsonObject, toTagEntries, toTagMap } from "./json";
import { getMetricValue } from "./metrics";
import { publishAlarm } from "./notifications";
import { defineOperation, type Outcome, toAnswer } from "./operation";
import { tagList } from "./sagemaker-inputs";

const opt = v.exactOptional;

const comparisons = [
  "GreaterThanOrEqualToThreshold",
  "GreaterThanThreshold",
  "LessThanThreshold",
  "LessThanOrEqualToThreshold",
] as const;

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
const metricAlarmShape = v.strictObject({
  AlarmName: v.pipe(v.string(), v.minLength(1), v.maxLength(255)),
  AlarmDescription: opt(v.string()),
  ActionsEnabled: opt(v.boolean()),
  AlarmActions: opt(v.array(v.string())),
  OKActions: opt(v.array(v.string())),
  InsufficientDataActions: opt(v.array(v.string())),
  MetricName: opt(v.string()),
  Namespace: opt(v.string()),
  Statistic: opt(v.picklist(["SampleCount", "Average", "Sum", "Minimum", "Maximum"])),
  ExtendedStatistic: opt(v.string()),
  Dimensions: opt(v.array(v.strictObject({ Name: v.string(), Value: v.string() }))),
  Period: opt(v.pipe(v.number(), v.integer(), v.minValue(10))),
  Unit: opt(v.string()),
  EvaluationPeriods: v.pipe(v.number(), v.integer(), v.minValue(1)),
  DatapointsToAlarm: opt(v.pipe(v.number(), v.integer(), v.minValue(1))),
  Threshold: opt(v.number()),
  ComparisonOperator: v.picklist(comparisons),
  TreatMissingData: opt(v.picklist(["breaching", "notBreaching", "ignore", "missing"])),
  Metrics: opt(v.array(metricDataQueryShape)),
  ThresholdMetricId: opt(v.string()),
  EvaluateLowSampleCountPercentile: opt(v.string()),
  Tags: opt(tagList),
});

type MetricAlarmInput = v.InferOutput<typeof metricAlarmShape>;

/** Whether the metric is where it should be. */
type AlarmValue = "OK" | "ALARM" | "INSUFFICIENT_DATA";

export interface AlarmState {
  readonly arn: string;
  readonly input: MetricAlarmInput;
  readonly value: AlarmValue;
  readonly since: EpochSeconds;
  /** The latest data points, oldest first, at most EvaluationPeriods; null where none came. */
  readonly datapoints: readonly (number | null)[];
  readonly tags: Named<string>;
}

/** A changed alarm keeps its state until it is evaluated again. */
export const putMetricAlarm = defineOperation(metricAlarmShape, (state, input): Outcome => {
  const wrong = input.Metrics && findMetricsProblem(input.Metrics);
  if (wrong !== undefined) {
    return { error: { code: "ValidationError", message: `Invalid metrics list: ${wrong}` } };
  }
  const old = state.alarms[input.AlarmName];
  const alarm: AlarmState = {
    arn: `arn:aws:cloudwatch:${state.region}:${state.accountId}:alarm:${input.AlarmName}`,
    input,
    value: old?.value ?? "INSUFFICIENT_DATA",
    since: old?.since ?? state.nowSeconds,
    datapoints: (old?.datapoints ?? []).slice(-input.EvaluationPeriods),
    // "If you are updating an existing alarm, any tags you specify in this parameter are ignored."
    tags: old?.tags ?? toTagMap(input.Tags),
  };
  return toAnswer({ ...state, alarms: setEntry(state.alarms, input.AlarmName, alarm) }, {});
});

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DeleteAlarms.html */
export const deleteAlarms = defineOperation(
  v.strictObject({ AlarmNames: v.array(v.string()) }),
  (state, { AlarmNames }): Outcome => {
    const alarms = removeEntries(state.alarms, (name) => AlarmNames.includes(name));
    return toAnswer({ ...state, alarms }, {});
  },
);

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html */
export const describeAlarms = defineOperation(
  v.strictObject({ AlarmNames: opt(v.array(v.string())) }),
  (state, { AlarmNames }): Outcome =>
    toAnswer(state, {
      MetricAlarms: Object.entries(state.alarms)
        .filter(([name]) => AlarmNames?.includes(name) ?? true)
        .map(([, alarm]) => describeAlarm(alarm)),
    }),
);

function describeAlarm(alarm: AlarmState): JsonObject {
  const { Tags: _tags, ...input } = alarm.input;
  return toJsonObject({
    ...input,
    ActionsEnabled: input.ActionsEnabled ?? true,
    AlarmArn: alarm.arn,
    StateValue: alarm.value,
    StateUpdatedTimestamp: alarm.since,
  });
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_SetAlarmState.html: until the next evaluation */
export const setAlarmState = defineOperation(
  v.strictObject({
    AlarmName: v.string(),
    StateValue: v.picklist(["OK", "ALARM", "INSUFFICIENT_DATA"]),
    StateReason: v.string(),
  }),
  (state, { AlarmName, StateValue }): Outcome => {
    const alarm = state.alarms[AlarmName];
    if (alarm === undefined) return alarmNotFound(AlarmName);
    const set = { ...alarm, value: StateValue, since: state.nowSeconds };
    const after = { ...state, alarms: setEntry(state.alarms, AlarmName, set) };
    return toAnswer(publishAlarm(after, alarm, AlarmName), {});
  },
);

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_TagResource.html */
export const tagAlarm = defineOperation(
  v.strictObject({ ResourceARN: v.string(), Tags: tagList }),
  (state, { ResourceARN, Tags }): Outcome => retagAlarm(state, ResourceARN, (tags) => ({ ...tags, ...toTagMap(Tags) })),
);

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_UntagResource.html */
export const untagAlarm = defineOperation(
  v.strictObject({ ResourceARN: v.string(), TagKeys: v.array(v.string()) }),
  (state, { ResourceARN, TagKeys }): Outcome =>
    retagAlarm(state, ResourceARN, (tags) => removeEntries(tags, (key) => TagKeys.includes(key))),
);

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListTagsForResource.html */
export const listAlarmTags = defineOperation(
  v.strictObject({ ResourceARN: v.string() }),
  (state, { ResourceARN }): Outcome => {
    const alarm = Object.values(state.alarms).find((each) => each.arn === ResourceARN);
    return alarm === undefined ? alarmNotFound(ResourceARN) : toAnswer(state, { Tags: toTagEntries(alarm.tags) });
  },
);

function retagAlarm(state: AwsState, arn: string, change: (tags: Named<string>) => Named<string>): Outcome {
  const [name, alarm] = Object.entries(state.alarms).find(([, each]) => each.arn === arn) ?? [];
  if (name === undefined || alarm === undefined) return alarmNotFound(arn);
  const tagged = { ...alarm, tags: change(alarm.tags) };
  return toAnswer({ ...state, alarms: setEntry(state.alarms, name, tagged) }, {});
}

function alarmNotFound(name: string): Outcome {
  return { error: { code: "ResourceNotFoundException", message: `Could not find alarm ${name}` } };
}

/** Evaluates all alarms for the period that ends now, a whole minute. */
export function evaluateAlarms(state: AwsState): AwsState {
  const changed = Object.entries(state.alarms).flatMap(([name, alarm]) => {
    const evaluated = evaluate(state, alarm);
    return evaluated === alarm ? [] : ([[name, evaluated]] as const);
  });
  if (changed.length === 0) return state;
  const alarms = { ...state.alarms, ...Object.fromEntries(changed) };
  return changed.reduce((after, [name]) => publishAlarm(after, state.alarms[name], name), { ...state, alarms });
}

function evaluate(state: AwsState, alarm: AlarmState): AlarmState {
  const { EvaluationPeriods, Metrics } = alarm.input;
  const period = Metrics === undefined ? alarm.input.Period : findMetricsPeriod(Metrics);
  if (period === undefined || state.nowSeconds % Math.max(60, period) !== 0) return alarm;
  const latest = evaluateWatchedValue(state, alarm.input, period) ?? null;
  const datapoints = [...alarm.datapoints, latest].slice(-EvaluationPeriods);
  const value = judgeAlarm(alarm, datapoints);
  const since = value === alarm.value ? alarm.since : state.nowSeconds;
  return { ...alarm, datapoints, value, since };
}

function evaluateWatchedValue(state: AwsState, input: MetricAlarmInput, period: number): number | undefined {
  const { Metrics, MetricName, Namespace, Statistic = "Average" } = input;
  if (Metrics !== undefined) return evaluateMetrics(state, Metrics, state.nowSeconds);
  if (MetricName === undefined || Namespace === undefined) return undefined;
  const dimensions = Object.fromEntries((input.Dimensions ?? []).map(({ Name, Value }) => [Name, Value]));
  const query = { namespace: Namespace, metricName: MetricName, dimensions, statistic: Statistic };
  return getMetricValue(state, query, state.nowSeconds - period, state.nowSeconds);
}

/**
 * "M out of N" over the latest data points; what a missing one counts as is the alarm's choice.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html
 */
function judgeAlarm(alarm: AlarmState, datapoints: readonly (number | null)[]): AlarmValue {
  const { EvaluationPeriods, DatapointsToAlarm, TreatMissingData = "missing" } = alarm.input;
  const seen = datapoints.filter((point) => point !== null);
  if (seen.length === 0 && TreatMissingData === "missing") return "INSUFFICIENT_DATA";
  if (seen.length === 0 && TreatMissingData === "ignore") return alarm.value;
  const missing = datapoints.length - seen.length;
  const breaching =
    seen.filter((point) => isBreaching(alarm.input, point)).length + (TreatMissingData === "breaching" ? missing : 0);
  return breaching >= (DatapointsToAlarm ?? EvaluationPeriods) ? "ALARM" : "OK";
}

function isBreaching(input: MetricAlarmInput, value: number): boolean {
  const threshold = input.Threshold ?? 0;
  return {
    GreaterThanOrEqualToThreshold: value >= threshold,
    GreaterThanThreshold: value > threshold,
    LessThanThreshold: value < threshold,
    LessThanOrEqualToThreshold: value <= threshold,
  }[input.ComparisonOperator];
}
