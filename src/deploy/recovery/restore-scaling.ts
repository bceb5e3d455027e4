import {
  type AwsClients,
  type AwsFailure,
  type AwsResult,
  callAws,
  readEndpointCounts,
  toLiveAction,
  toScalableTargetKey,
  type WaitOptions,
  type MetricAlarm,
  type PutMetricAlarmInput,
  type ScalingPolicy,
  type AwsScheduledAction,
} from "../../aws/client";
import type { AwsAction } from "../../plan/cron";
import { replayActions } from "../../plan/replay";
import type { Limits } from "../../timetable";
import type { EpochMinute } from "../../timetable/time";
import type { ScalingSnapshot, ScalingSnapshots } from "./deregister-scaling";

/** What is registered again: how many scheduled actions and scaling policies. */
export interface RestoredScaling {
  /** The limits in force; absent: the target was there. */
  readonly limits?: Limits;
  readonly actions: number;
  readonly policies: number;
  /** What AWS did not take; the rest is registered. */
  readonly failure?: AwsFailure;
}

const iamService = "application-autoscaling";

/** Minutes that are looked back for the firing that set the limits: every timetable fires at least once in them. */
const lookBackMinutes = 366 * 1440;

/**
 * Registers a target as it was, with the limits that its scheduled actions would have set meanwhile.
 *
 * In:     the moment, in minutes; `there`: what is registered by now. Of that nothing is changed, and policies come back
 *         only beside none
 * Errors: none thrown; without a target nothing else is tried, else all is
 * Source: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html
 */
export async function restoreScaling(
  aws: AwsClients,
  remembered: ScalingSnapshot,
  now: EpochMinute,
  there?: ScalingSnapshot,
): Promise<RestoredScaling> {
  const { scaling } = aws;
  const { resourceId, target } = remembered;
  const { actions, policies } = findMissing(remembered, there);
  const limits = there === undefined ? computeLimitsInForce(remembered, now) : undefined;
  const registered =
    limits === undefined
      ? { found: there }
      : await callAws(`${iamService}:RegisterScalableTarget`, () =>
          scaling.registerScalableTarget({
            ...toScalableTargetKey(resourceId),
            MinCapacity: limits.min,
            MaxCapacity: limits.max,
            SuspendedState: target.SuspendedState,
          }),
        );
  const rest: readonly (() => Promise<AwsResult<unknown>>)[] = [
    ...actions.map((action) => () => putAction(scaling, resourceId, action)),
    ...policies.map((policy) => () => putPolicy(aws, resourceId, policy)),
  ];
  const troubles = "failure" in registered ? [registered.failure] : [];
  for (const put of "failure" in registered ? [] : rest) {
    const done = await put();
    if ("failure" in done) troubles.push(done.failure);
  }
  const [trouble] = troubles;
  return {
    ...(limits === undefined ? {} : { limits }),
    actions: actions.length,
    policies: policies.length,
    ...(trouble === undefined ? {} : { failure: trouble }),
  };
}

/** What is not registered by now. In: as `restoreScaling` */
function findMissing(
  { actions, policies }: ScalingSnapshot,
  there: ScalingSnapshot | undefined,
): Pick<ScalingSnapshot, "actions" | "policies"> {
  const names = new Set(there?.actions.map(({ ScheduledActionName }) => ScheduledActionName));
  return {
    actions: actions.filter(({ ScheduledActionName }) => !names.has(ScheduledActionName)),
    policies: there === undefined || there.policies.length === 0 ? policies : [],
  };
}

/** The limits that the last firing has set; those of the target where none was that is known. */
function computeLimitsInForce({ target, actions }: ScalingSnapshot, now: EpochMinute): Limits {
  const initial = { min: target.MinCapacity ?? 0, max: target.MaxCapacity ?? 0 };
  const setting = actions.map(toLiveAction).flatMap((action): readonly AwsAction[] => {
    const { min, max } = action;
    return min === undefined || max === undefined ? [] : [{ ...action, min, max }];
  });
  const span = { from: now - lookBackMinutes, to: now + 1, overlap: "once", initial } as const;
  return replayActions(setting, span).steps.at(-1)?.limits ?? initial;
}

function putAction(
  scaling: AwsClients["scaling"],
  resourceId: string,
  action: AwsScheduledAction,
): Promise<AwsResult<unknown>> {
  const { ScheduledActionName, Schedule, Timezone, StartTime, EndTime } = action;
  return callAws(`${iamService}:PutScheduledAction`, () =>
    scaling.putScheduledAction({
      ...toScalableTargetKey(resourceId),
      ...{ ScheduledActionName, Schedule, Timezone, StartTime, EndTime },
      ScalableTargetAction: action.ScalableTargetAction,
    }),
  );
}

async function putPolicy(
  aws: AwsClients,
  resourceId: string,
  policy: ScalingPolicy,
): Promise<AwsResult<unknown>> {
  const { PolicyName, PolicyType } = policy;
  const { StepScalingPolicyConfiguration, TargetTrackingScalingPolicyConfiguration } = policy;
  const put = await callAws(`${iamService}:PutScalingPolicy`, () =>
    aws.scaling.putScalingPolicy({
      ...toScalableTargetKey(resourceId),
      ...{ PolicyName, PolicyType },
      ...{ StepScalingPolicyConfiguration, TargetTrackingScalingPolicyConfiguration },
    }),
  );
  // The alarms of a target tracking policy are AWS's own, and come anew.
  if ("failure" in put || StepScalingPolicyConfiguration === undefined) return put;
  return repointAlarmActions(aws, policy, put.found.PolicyARN ?? "");
}

/**
 * Lets the alarms of a step policy call it under its new ARN.
 *
 * In:     the policy as it was remembered
 * Errors: none thrown
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html: what is not given
 *         again is gone, but for tags
 */
export async function repointAlarmActions(
  { openCloudWatch }: Pick<AwsClients, "openCloudWatch">,
  { PolicyARN: old = "", Alarms }: ScalingPolicy,
  arn: string,
): Promise<AwsResult<unknown>> {
  const names = (Alarms ?? []).flatMap(({ AlarmName }) => AlarmName ?? []);
  if (old === arn || names.length === 0) return { found: undefined };
  const cloudWatch = await openCloudWatch();
  try {
    const read = await callAws("cloudwatch:DescribeAlarms", () =>
      cloudWatch.describeAlarms({ AlarmNames: names }),
    );
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

/** All that an alarm was made with, but one of its actions. */
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

/** What has become of the scaling of an endpoint whose update failed: lines of a message; none: all of it was there. */
export function formatRestoreMessage({
  limits,
  actions,
  policies,
  failure: trouble,
}: RestoredScaling): readonly string[] {
  if (trouble !== undefined) {
    return [
      `its target and scheduled actions are not registered again as they were: ${trouble.message}`,
      "until the next whole pulumi up the timetable does not hold: run it soon",
    ];
  }
  const parts = [
    ...(limits === undefined ? [] : ["its target"]),
    ...(actions === 0 ? [] : [formatCount(actions, "scheduled action", "scheduled actions")]),
    ...(policies === 0 ? [] : [formatCount(policies, "scaling policy", "scaling policies")]),
  ];
  if (parts.length === 0) return [];
  const what = [parts.slice(0, -1).join(", "), ...parts.slice(-1)].filter(Boolean).join(" and ");
  const verb = parts.length > 1 || actions + policies > 1 ? "are" : "is";
  const now = limits === undefined ? "" : `, now with min ${limits.min} and max ${limits.max}`;
  return [`${what} ${verb} registered again as ${verb === "are" ? "they were" : "it was"}${now}`];
}

function formatCount(count: number, one: string, more: string): string {
  return `${count} ${count === 1 ? one : more}`;
}

/** The endpoints that a run takes the scaling away from, by their names at AWS, and which of them it is through with. */
export interface OtherEndpoints extends WaitOptions {
  readonly askAws: <T>(ask: (aws: AwsClients) => Promise<T>) => Promise<T>;
  readonly snapshots: ScalingSnapshots;
  readonly finished: Set<string>;
  readonly readScaling: (
    aws: AwsClients,
    was: ScalingSnapshot,
  ) => Promise<ScalingSnapshot | undefined>;
  readonly restore: (was: ScalingSnapshot) => Promise<readonly string[]>;
}

/** Seconds: how often they are looked at, and told of. */
const pollSeconds = 15;
const logSeconds = 60;

/** Seconds after which an endpoint at rest is one that nothing more happens to. */
const idleSeconds = 180;

/** Seconds in all: as long as an update may take. */
const maxWaitSeconds = 3600;

/**
 * Waits, after something has failed, until no other endpoint is left without what scales it: the engine goes on with what
 * does not depend on the failure as long as the failed step has not ended, and begins nothing afterwards.
 *
 * Out: what was registered again of those that the engine does not come back to, as lines
 */
export async function waitForOtherEndpoints(others: OtherEndpoints): Promise<readonly string[]> {
  const { askAws: asked, snapshots: snapshots, finished: over, log: say, sleep } = others;
  const resting = new Map<string, { readonly as: string | undefined; readonly since: number }>();
  const said: string[] = [];
  for (let seconds = 0; ; seconds += pollSeconds) {
    const left = [...snapshots].filter(([name]) => !over.has(name));
    if (left.length === 0) return said;
    if (seconds % logSeconds === 0) {
      say(
        `a part of this run has failed; it ends when it is through with ${formatEndpointNames(left)}`,
      );
    }
    for (const [name, was] of left) {
      const as = await asked((aws) => describeIfIdle(aws, name, was, others));
      const { as: before, since } = resting.get(name) ?? { as: undefined, since: seconds };
      if (as !== before) resting.set(name, { as, since: seconds });
      const rests = as === before && as !== undefined && seconds - since >= idleSeconds;
      if (!rests && seconds < maxWaitSeconds) continue;
      over.add(name);
      const again = await others.restore(was);
      said.push(...again.map((line) => `endpoint ${name}: ${line}`));
    }
    await sleep(pollSeconds);
  }
}

function formatEndpointNames(left: readonly (readonly [string, unknown])[]): string {
  return left.map(([name]) => `endpoint ${name}`).join(", ");
}

/** What there is of an endpoint in service, to be compared; undefined: it is not in service, so something goes on. */
async function describeIfIdle(
  aws: AwsClients,
  name: string,
  was: ScalingSnapshot,
  { readScaling: scalingNow }: OtherEndpoints,
): Promise<string | undefined> {
  const read = await readEndpointCounts(aws, name);
  if ("found" in read && read.found?.status !== "InService") return undefined;
  const { actions = [], policies = [] } = (await scalingNow(aws, was)) ?? {};
  return `${actions.length} ${policies.length}`;
}
