import {
  type AwsClients,
  type AwsFailure,
  type AwsResult,
  type AwsScheduledAction,
  callAws,
  type MetricAlarm,
  type PutMetricAlarmInput,
  readEndpointCounts,
  type ScalingPolicy,
  toLiveAction,
  toScalableTargetKey,
} from "../../aws/client";
import type { ScalableTargetId } from "../../aws/facts";
import type { AwsAction } from "../../plan/cron";
import { replayActions } from "../../plan/replay";
import type { Limits } from "../../timetable";
import { type EpochMinute, minutesPerDay } from "../../timetable/time";
import type { RecoveryContext } from "./recovery-run";
import { getSnapshotEndpoint, readCurrentScaling, type ScalingSnapshot } from "./scaling-snapshot";

/** What was restored: how many scheduled actions and scaling policies. */
export interface RestoredScaling {
  /** The limits in force; absent: the target was still registered. */
  readonly limits?: Limits;
  readonly actions: number;
  readonly policies: number;
  /** What AWS refused; the rest is registered. */
  readonly failure?: AwsFailure;
}

/** How far to look back for the firing that set the limits: every timetable fires at least once in a year. */
const lookBackMinutes = 366 * minutesPerDay;

/**
 * Registers a target as it was, with the limits that its scheduled actions would have set by now.
 * @param current what is registered now: this changes none of it, and restores policies only if it has none
 * @returns the first failure, if any; without a target nothing else is tried
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html
 */
export async function restoreScaling(
  aws: AwsClients,
  snapshot: ScalingSnapshot,
  now: EpochMinute,
  current?: ScalingSnapshot,
): Promise<RestoredScaling> {
  const { actions, policies } = findMissing(snapshot, current);
  const limits = current === undefined ? computeLimitsInForce(snapshot, now) : undefined;
  const registered =
    limits === undefined
      ? { found: current }
      : await callAws("application-autoscaling:RegisterScalableTarget", () =>
          aws.scaling.registerScalableTarget({
            ...toScalableTargetKey(snapshot),
            MinCapacity: limits.min,
            MaxCapacity: limits.max,
            SuspendedState: snapshot.target.SuspendedState,
          }),
        );
  const rest: readonly (() => Promise<AwsResult<unknown>>)[] = [
    ...actions.map((action) => () => putAction(aws, snapshot, action)),
    ...policies.map((policy) => () => putPolicy(aws, snapshot, policy)),
  ];
  const failures = "failure" in registered ? [registered.failure] : [];
  for (const put of "failure" in registered ? [] : rest) {
    const done = await put();
    if ("failure" in done) failures.push(done.failure);
  }
  const [failure] = failures;
  return {
    ...(limits === undefined ? {} : { limits }),
    actions: actions.length,
    policies: policies.length,
    ...(failure === undefined ? {} : { failure }),
  };
}

function findMissing(
  { actions, policies }: ScalingSnapshot,
  current: ScalingSnapshot | undefined,
): Pick<ScalingSnapshot, "actions" | "policies"> {
  const names = new Set(current?.actions.map(({ ScheduledActionName }) => ScheduledActionName));
  return {
    actions: actions.filter(({ ScheduledActionName }) => !names.has(ScheduledActionName)),
    policies: current === undefined || current.policies.length === 0 ? policies : [],
  };
}

/** The limits of the last firing; those of the target if no firing is known. */
function computeLimitsInForce({ target, actions }: ScalingSnapshot, now: EpochMinute): Limits {
  const initial = { min: target.MinCapacity ?? 0, max: target.MaxCapacity ?? 0 };
  const withLimits = actions.map(toLiveAction).flatMap((action): readonly AwsAction[] => {
    const { min, max } = action;
    return min === undefined || max === undefined ? [] : [{ ...action, min, max }];
  });
  const span = { from: now - lookBackMinutes, to: now + 1, overlap: "once", initial } as const;
  return replayActions(withLimits, span).steps.at(-1)?.limits ?? initial;
}

function putAction(
  { scaling }: AwsClients,
  target: ScalableTargetId,
  action: AwsScheduledAction,
): Promise<AwsResult<unknown>> {
  const { ScheduledActionName, Schedule, Timezone, StartTime, EndTime } = action;
  return callAws("application-autoscaling:PutScheduledAction", () =>
    scaling.putScheduledAction({
      ...toScalableTargetKey(target),
      ...{ ScheduledActionName, Schedule, Timezone, StartTime, EndTime },
      ScalableTargetAction: action.ScalableTargetAction,
    }),
  );
}

async function putPolicy(
  aws: AwsClients,
  target: ScalableTargetId,
  policy: ScalingPolicy,
): Promise<AwsResult<unknown>> {
  const { PolicyName, PolicyType } = policy;
  const { StepScalingPolicyConfiguration, TargetTrackingScalingPolicyConfiguration } = policy;
  const put = await callAws("application-autoscaling:PutScalingPolicy", () =>
    aws.scaling.putScalingPolicy({
      ...toScalableTargetKey(target),
      ...{ PolicyName, PolicyType },
      ...{ StepScalingPolicyConfiguration, TargetTrackingScalingPolicyConfiguration },
    }),
  );
  // AWS creates the alarms of a target tracking policy itself.
  if ("failure" in put || StepScalingPolicyConfiguration === undefined) return put;
  return repointAlarmActions(aws, policy, put.found.PolicyARN ?? "");
}

/**
 * Gives the alarms of a step policy its new ARN.
 * @param policy as it was in the snapshot
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html: it drops what is not
 * sent, except tags
 */
async function repointAlarmActions(
  { openCloudWatch }: Pick<AwsClients, "openCloudWatch">,
  { PolicyARN: old = "", Alarms }: ScalingPolicy,
  arn: string,
): Promise<AwsResult<unknown>> {
  const names = (Alarms ?? []).flatMap(({ AlarmName }) => AlarmName ?? []);
  if (old === arn || names.length === 0) return { found: undefined };
  const cloudWatch = await openCloudWatch();
  try {
    const read = await callAws("cloudwatch:DescribeAlarms", () => cloudWatch.describeAlarms({ AlarmNames: names }));
    if ("failure" in read) return read;
    for (const alarm of read.found.MetricAlarms ?? []) {
      const put = await callAws("cloudwatch:PutMetricAlarm", () =>
        cloudWatch.putMetricAlarm(replaceAlarmAction(alarm, old, arn)),
      );
      if ("failure" in put) return put;
    }
    return { found: undefined };
  } finally {
    cloudWatch.destroy();
  }
}

/** Everything that an alarm was created with, and one action replaced. */
function replaceAlarmAction(alarm: MetricAlarm, old: string, arn: string): PutMetricAlarmInput {
  const { AlarmName, AlarmDescription, ActionsEnabled, OKActions, InsufficientDataActions } = alarm;
  const { MetricName, Namespace, Statistic, ExtendedStatistic, Dimensions, Period, Unit } = alarm;
  const { EvaluationPeriods, DatapointsToAlarm, Threshold, ComparisonOperator } = alarm;
  const { TreatMissingData, EvaluateLowSampleCountPercentile, Metrics, ThresholdMetricId } = alarm;
  return {
    ...{ AlarmName, AlarmDescription, ActionsEnabled, OKActions, InsufficientDataActions },
    ...{ MetricName, Namespace, Statistic, ExtendedStatistic, Dimensions, Period, Unit },
    ...{ EvaluationPeriods, DatapointsToAlarm, Threshold, ComparisonOperator },
    ...{ TreatMissingData, EvaluateLowSampleCountPercentile, Metrics, ThresholdMetricId },
    AlarmActions: alarm.AlarmActions?.map((action) => (action === old ? arn : action)),
  };
}

/** What became of the scaling of an endpoint whose update failed. @returns lines of a message; none if all was registered */
export function formatRestoreMessage({ limits, actions, policies, failure }: RestoredScaling): readonly string[] {
  if (failure !== undefined) {
    return [
      `its target and scheduled actions are not registered again as they were: ${failure.message}`,
      "until the next complete pulumi up the endpoint is off its timetable: run it soon",
    ];
  }
  const parts = [
    ...(limits === undefined ? [] : ["its target"]),
    ...(actions === 0 ? [] : [formatCount(actions, "scheduled action", "scheduled actions")]),
    ...(policies === 0 ? [] : [formatCount(policies, "scaling policy", "scaling policies")]),
  ];
  if (parts.length === 0) return [];
  const list = [parts.slice(0, -1).join(", "), ...parts.slice(-1)].filter(Boolean).join(" and ");
  const verb = parts.length > 1 || actions + policies > 1 ? "are" : "is";
  const now = limits === undefined ? "" : `, now with min ${limits.min} and max ${limits.max}`;
  return [`${list} ${verb} registered again as ${verb === "are" ? "they were" : "it was"}${now}`];
}

function formatCount(count: number, singular: string, plural: string): string {
  return `${count} ${count === 1 ? singular : plural}`;
}

const pollSeconds = 15;
const logSeconds = 60;

/** After so long without a change, the engine does nothing more to an endpoint. */
const idleSeconds = 180;

/** As long as an update may take. */
const maxWaitSeconds = 3600;

/**
 * Waits, after a failure, until no other endpoint lacks its scaling. Until the failed step ends, the engine continues
 * with what does not depend on it; then it starts nothing more.
 * @param settled keys of endpoints that nobody has to wait for; grows
 * @returns what was restored for endpoints that the engine left without scaling, as lines
 */
export async function waitForOtherEndpoints(
  { askAws, snapshots, log, sleep }: Pick<RecoveryContext, "askAws" | "snapshots" | "log" | "sleep">,
  settled: Set<string>,
  restore: (snapshot: ScalingSnapshot) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  const idle = new Map<string, { readonly state: string | undefined; readonly since: number }>();
  const lines: string[] = [];
  for (let seconds = 0; ; seconds += pollSeconds) {
    const left = [...snapshots].filter(([key]) => !settled.has(key));
    if (left.length === 0) return lines;
    if (seconds % logSeconds === 0) {
      const names = new Set(left.map(([, snapshot]) => `endpoint ${getSnapshotEndpoint(snapshot)}`));
      log(`a part of this run failed; the run ends when it is done with ${[...names].join(", ")}`);
    }
    for (const [key, snapshot] of left) {
      const state = await askAws((aws) => describeIfIdle(aws, snapshot));
      const last = idle.get(key) ?? { state: undefined, since: seconds };
      if (state !== last.state) idle.set(key, { state, since: seconds });
      const isIdle = state === last.state && state !== undefined && seconds - last.since >= idleSeconds;
      if (!isIdle && seconds < maxWaitSeconds) continue;
      settled.add(key);
      const restored = await restore(snapshot);
      lines.push(...restored.map((line) => `endpoint ${getSnapshotEndpoint(snapshot)}: ${line}`));
    }
    await sleep(pollSeconds);
  }
}

/** What scales an endpoint in service, to compare; undefined: something is going on. */
async function describeIfIdle(aws: AwsClients, snapshot: ScalingSnapshot): Promise<string | undefined> {
  const counts = await readEndpointCounts(aws, getSnapshotEndpoint(snapshot));
  if ("found" in counts && counts.found?.status !== "InService") return undefined;
  const scaling = await readCurrentScaling(aws, snapshot);
  const { actions = [], policies = [] } = ("found" in scaling && scaling.found) || {};
  return `${actions.length} ${policies.length}`;
}
