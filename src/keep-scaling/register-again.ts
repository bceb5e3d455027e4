import type { ScalingPolicy, ScheduledAction } from "@aws-sdk/client-application-auto-scaling";
import { type AwsRead, readAws } from "../live-aws/aws-read";
import type { AwsTrouble } from "../live-aws/aws-trouble";
import { liveAction, placeOf } from "../live-aws/live-scaling";
import type { LiveAws } from "../live-aws/open-aws";
import type { AwsAction } from "../plan/firings";
import { replay } from "../plan/replay";
import type { EpochMinute } from "../time/instant";
import type { Limits } from "../timetable/limits";
import { callAgain } from "./call-again";
import type { RememberedScaling } from "./remembered-scaling";

/** What is registered again: how many scheduled actions and scaling policies. */
export interface RegisteredAgain {
  /** The limits in force; absent: the target was there. */
  readonly limits?: Limits;
  readonly actions: number;
  readonly policies: number;
  /** What AWS did not take; the rest is registered. */
  readonly trouble?: AwsTrouble;
}

const api = "application-autoscaling";

/** Minutes that are looked back for the firing that set the limits: every timetable fires at least once in them. */
const lookBack = 366 * 1440;

/**
 * Registers a target as it was, with the limits that its scheduled actions would have set meanwhile.
 *
 * In:     the moment, in minutes; `there`: what is registered by now. Of that nothing is changed, and policies come back
 *         only beside none
 * Errors: none thrown; without a target nothing else is tried, else all is
 * Source: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html
 */
export async function registerAgain(
  aws: LiveAws,
  remembered: RememberedScaling,
  now: EpochMinute,
  there?: RememberedScaling,
): Promise<RegisteredAgain> {
  const { scaling } = aws;
  const { resourceId, target } = remembered;
  const { actions, policies } = missing(remembered, there);
  const limits = there === undefined ? limitsAt(remembered, now) : undefined;
  const registered =
    limits === undefined
      ? { found: there }
      : await readAws(`${api}:RegisterScalableTarget`, () =>
          scaling.registerScalableTarget({
            ...placeOf(resourceId),
            MinCapacity: limits.min,
            MaxCapacity: limits.max,
            SuspendedState: target.SuspendedState,
          }),
        );
  const rest: readonly (() => Promise<AwsRead<unknown>>)[] = [
    ...actions.map((action) => () => putAction(scaling, resourceId, action)),
    ...policies.map((policy) => () => putPolicy(aws, resourceId, policy)),
  ];
  const troubles = "trouble" in registered ? [registered.trouble] : [];
  for (const put of "trouble" in registered ? [] : rest) {
    const done = await put();
    if ("trouble" in done) troubles.push(done.trouble);
  }
  const [trouble] = troubles;
  return {
    ...(limits === undefined ? {} : { limits }),
    actions: actions.length,
    policies: policies.length,
    ...(trouble === undefined ? {} : { trouble }),
  };
}

/** What is not registered by now. In: as `registerAgain` */
function missing(
  { actions, policies }: RememberedScaling,
  there: RememberedScaling | undefined,
): Pick<RememberedScaling, "actions" | "policies"> {
  const names = new Set(there?.actions.map(({ ScheduledActionName }) => ScheduledActionName));
  return {
    actions: actions.filter(({ ScheduledActionName }) => !names.has(ScheduledActionName)),
    policies: there === undefined || there.policies.length === 0 ? policies : [],
  };
}

/** The limits that the last firing has set; those of the target where none was that is known. */
function limitsAt({ target, actions }: RememberedScaling, now: EpochMinute): Limits {
  const initial = { min: target.MinCapacity ?? 0, max: target.MaxCapacity ?? 0 };
  const setting = actions.map(liveAction).flatMap((action): readonly AwsAction[] => {
    const { min, max } = action;
    return min === undefined || max === undefined ? [] : [{ ...action, min, max }];
  });
  const span = { from: now - lookBack, to: now + 1, overlap: "once", initial } as const;
  return replay(setting, span).steps.at(-1)?.limits ?? initial;
}

function putAction(
  scaling: LiveAws["scaling"],
  resourceId: string,
  action: ScheduledAction,
): Promise<AwsRead<unknown>> {
  const { ScheduledActionName, Schedule, Timezone, StartTime, EndTime } = action;
  return readAws(`${api}:PutScheduledAction`, () =>
    scaling.putScheduledAction({
      ...placeOf(resourceId),
      ...{ ScheduledActionName, Schedule, Timezone, StartTime, EndTime },
      ScalableTargetAction: action.ScalableTargetAction,
    }),
  );
}

async function putPolicy(
  aws: LiveAws,
  resourceId: string,
  policy: ScalingPolicy,
): Promise<AwsRead<unknown>> {
  const { PolicyName, PolicyType } = policy;
  const { StepScalingPolicyConfiguration, TargetTrackingScalingPolicyConfiguration } = policy;
  const put = await readAws(`${api}:PutScalingPolicy`, () =>
    aws.scaling.putScalingPolicy({
      ...placeOf(resourceId),
      ...{ PolicyName, PolicyType },
      ...{ StepScalingPolicyConfiguration, TargetTrackingScalingPolicyConfiguration },
    }),
  );
  // The alarms of a target tracking policy are AWS's own, and come anew.
  if ("trouble" in put || StepScalingPolicyConfiguration === undefined) return put;
  return callAgain(aws, policy, put.found.PolicyARN ?? "");
}
