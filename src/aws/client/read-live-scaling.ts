import type {
  ScalableTarget,
  ScalingActivity,
  ScalingPolicy,
  ScheduledAction,
} from "@aws-sdk/client-application-auto-scaling";
import { type EpochMinute, toInstant } from "../../timetable/time";
import { sageMakerServiceNamespace, type ScalableTargetId, scalableDimensions } from "../facts";
import type { AwsClients } from "./aws-clients";
import { type AwsResult, callAws, readAllPages } from "./call-aws";
import { type LivePolicy, toLivePolicy } from "./live-policy";

/** A scheduled action at AWS; what AWS leaves out is absent. Times are ISO instants. */
export interface LiveAction {
  readonly name: string;
  readonly schedule: string;
  readonly timezone: string;
  readonly min?: number;
  readonly max?: number;
  readonly startTime?: string;
  readonly endTime?: string;
}

/** One entry of the target's history. `status`: AWS's word, such as Successful, Failed or Unfulfilled. */
export interface LiveActivity {
  readonly at: EpochMinute;
  readonly status: string;
  readonly description: string;
  readonly cause: string;
  readonly message: string;
  readonly notScaled?: readonly NotScaled[];
}

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_NotScaledReason.html */
interface NotScaled {
  readonly code: string;
  readonly min?: number;
  readonly max?: number;
}

/** A scalable target: its limits, and what is suspended. */
export interface LiveTarget {
  readonly min: number;
  readonly max: number;
  readonly suspended: { readonly in: boolean; readonly out: boolean; readonly scheduled: boolean };
}

/** Everything that Application Auto Scaling has about one target. `activities`: newest first. */
export interface LiveScaling extends ScalableTargetId {
  /** Absent if not registered, so nothing scales it. */
  readonly target?: LiveTarget;
  readonly actions: readonly LiveAction[];
  readonly policies: readonly LivePolicy[];
  readonly activities: readonly LiveActivity[];
}

export interface HistoryOption {
  /** Whether to read activities: it takes its own permission and, on a busy target, several requests. @default true */
  readonly history?: boolean;
}

/** Days of a busy target, in at most ten requests. */
const maxActivities = 500;

const iamService = "application-autoscaling";

/** What is registered for a target, in AWS's own form. */
export interface RegisteredScaling extends ScalableTargetId {
  /** Absent: not registered. */
  readonly target?: ScalableTarget;
  readonly actions: readonly ScheduledAction[];
  readonly policies: readonly ScalingPolicy[];
}

/** What Application Auto Scaling has about one target, in AWS's own form, or the first failure. */
export async function readRegisteredScaling(
  { scaling }: Pick<AwsClients, "scaling">,
  { unit, resourceId }: ScalableTargetId,
): Promise<AwsResult<RegisteredScaling>> {
  const place = toScalableTargetKey({ unit, resourceId });
  const target = await readScalableTarget(scaling, { unit, resourceId });
  if ("failure" in target) return target;
  const actions = await readAllPages(`${iamService}:DescribeScheduledActions`, async (token) => {
    const page = await scaling.describeScheduledActions({ ...place, ...toPageInput(token) });
    return { entries: page.ScheduledActions, next: page.NextToken };
  });
  if ("failure" in actions) return actions;
  const policies = await readAllPages(`${iamService}:DescribeScalingPolicies`, async (token) => {
    const page = await scaling.describeScalingPolicies({ ...place, ...toPageInput(token) });
    return { entries: page.ScalingPolicies, next: page.NextToken };
  });
  if ("failure" in policies) return policies;
  const { found } = target;
  return {
    found: {
      unit,
      resourceId,
      ...(found === undefined ? {} : { target: found }),
      actions: actions.found,
      policies: policies.found,
    },
  };
}

/** How requests name a target. */
export function toScalableTargetKey({ unit, resourceId }: ScalableTargetId) {
  return {
    ServiceNamespace: sageMakerServiceNamespace,
    ResourceId: resourceId,
    ScalableDimension: scalableDimensions[unit],
  } as const;
}

/** What Application Auto Scaling has about one target, or the first failure. */
export async function readLiveScaling(
  { scaling }: AwsClients,
  id: ScalableTargetId,
  { history = true }: HistoryOption = {},
): Promise<AwsResult<LiveScaling>> {
  const read = await readRegisteredScaling({ scaling }, id);
  if ("failure" in read) return read;
  const { target, actions, policies } = read.found;
  const activities = history ? await readActivities(scaling, toScalableTargetKey(id)) : { found: [] };
  if ("failure" in activities) return activities;
  return {
    found: {
      unit: id.unit,
      resourceId: id.resourceId,
      ...(target === undefined ? {} : { target: toLiveTarget(target) }),
      actions: actions.map(toLiveAction),
      policies: policies.map(toLivePolicy),
      activities: activities.found.flatMap(toLiveActivity),
    },
  };
}

/** A target; undefined if it is not registered. */
export function readScalableTarget(
  scaling: AwsClients["scaling"],
  { unit, resourceId }: ScalableTargetId,
): Promise<AwsResult<ScalableTarget | undefined>> {
  return callAws(`${iamService}:DescribeScalableTargets`, async () => {
    const { ScalableTargets } = await scaling.describeScalableTargets({
      ServiceNamespace: sageMakerServiceNamespace,
      ResourceIds: [resourceId],
      ScalableDimension: scalableDimensions[unit],
    });
    return ScalableTargets?.[0];
  });
}

/** Reads what happened to a target in the last six weeks, newest first. */
export async function readScalingHistory(
  { scaling }: Pick<AwsClients, "scaling">,
  id: ScalableTargetId,
): Promise<AwsResult<readonly LiveActivity[]>> {
  const read = await readActivities(scaling, toScalableTargetKey(id), Infinity);
  return "failure" in read ? read : { found: read.found.flatMap(toLiveActivity) };
}

function readActivities(
  scaling: AwsClients["scaling"],
  place: Parameters<AwsClients["scaling"]["describeScalingActivities"]>[0],
  most = maxActivities,
): Promise<AwsResult<readonly ScalingActivity[]>> {
  return readAllPages(
    `${iamService}:DescribeScalingActivities`,
    async (token) => {
      const page = await scaling.describeScalingActivities({
        ...place,
        IncludeNotScaledActivities: true,
        ...toPageInput(token),
      });
      return { entries: page.ScalingActivities, next: page.NextToken };
    },
    most,
  );
}

function toPageInput(token: string | undefined): { readonly NextToken?: string } {
  return token === undefined ? {} : { NextToken: token };
}

function toLiveTarget(target: ScalableTarget): LiveTarget {
  const suspended = target.SuspendedState;
  return {
    min: target.MinCapacity ?? 0,
    max: target.MaxCapacity ?? 0,
    suspended: {
      in: suspended?.DynamicScalingInSuspended ?? false,
      out: suspended?.DynamicScalingOutSuspended ?? false,
      scheduled: suspended?.ScheduledScalingSuspended ?? false,
    },
  };
}

export function toLiveAction(action: ScheduledAction): LiveAction {
  const { MinCapacity: min, MaxCapacity: max } = action.ScalableTargetAction ?? {};
  return {
    name: action.ScheduledActionName ?? "",
    schedule: action.Schedule ?? "",
    // AWS's default. See API_PutScheduledAction, Timezone.
    timezone: action.Timezone ?? "UTC",
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    ...(action.StartTime === undefined ? {} : { startTime: action.StartTime.toISOString() }),
    ...(action.EndTime === undefined ? {} : { endTime: action.EndTime.toISOString() }),
  };
}

/** Drops an entry without a start, which AWS does not create: no report could place it in time. */
function toLiveActivity(activity: ScalingActivity): readonly LiveActivity[] {
  if (activity.StartTime === undefined) return [];
  const reasons = activity.NotScaledReasons?.map(({ Code: code = "", MinCapacity: min, MaxCapacity: max }) => ({
    code,
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
  }));
  return [
    {
      at: toInstant(activity.StartTime),
      status: activity.StatusCode ?? "",
      description: activity.Description ?? "",
      cause: activity.Cause ?? "",
      message: activity.StatusMessage ?? "",
      ...(reasons === undefined || reasons.length === 0 ? {} : { notScaled: reasons }),
    },
  ];
}

/** An AWS CLI command about a scalable target, to paste into a shell. Quotes the values of `more`. */
export function formatScalingCommand(
  { unit, resourceId }: ScalableTargetId,
  command: string,
  more: Readonly<Record<string, string | number>> = {},
): string {
  return [
    `aws application-autoscaling ${command}`,
    `--service-namespace ${sageMakerServiceNamespace}`,
    `--resource-id ${resourceId}`,
    `--scalable-dimension ${scalableDimensions[unit]}`,
    ...Object.entries(more).map(([option, value]) => `--${option} ${quoteForShell(String(value))}`),
  ].join(" ");
}

function quoteForShell(value: string): string {
  return /^[\w.,=-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
}
