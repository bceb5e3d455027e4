import type { ScalingPolicy, ScheduledAction } from "@aws-sdk/client-application-auto-scaling";
import { type AwsResult, callAws } from "../live-aws/aws-read";
import type { AwsFailure } from "../live-aws/aws-trouble";
import { toLiveAction, toScalableTargetKey } from "../live-aws/live-scaling";
import type { AwsClients } from "../live-aws/open-aws";
import type { AwsAction } from "../plan/firings";
import { replayActions } from "../plan/replay";
import type { EpochMinute } from "../time/instant";
import type { Limits } from "../timetable/limits";
import { repointAlarmActions } from "./call-again";
import type { ScalingSnapshot } from "./remembered-scaling";

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
  action: ScheduledAction,
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
