import { type NotScaledCode, sageMakerServiceNamespace } from "../../aws/facts";
import type { AwsState, EpochSeconds } from "./account-state";
import { type JsonObject, toJsonObject } from "./json";
import { hashToHex } from "./repeatable-number";
import type { TargetState } from "./scalable-targets";

/**
 * One entry of a scalable target's history.
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_ScalingActivity.html
 */
export interface Activity {
  readonly id: string;
  readonly resourceId: string;
  readonly dimension: string;
  readonly description: string;
  readonly cause: string;
  readonly status: "InProgress" | "Successful" | "Unfulfilled" | "Failed";
  readonly message: string;
  readonly startedAt: EpochSeconds;
  readonly endedAt?: EpochSeconds;
  /** Why a policy that asked for another count did not get it; such an entry is listed only on request. */
  readonly notScaled?: NotScaledReason;
}

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_NotScaledReason.html */
interface NotScaledReason {
  readonly code: NotScaledCode;
  readonly min?: number;
  readonly max?: number;
  readonly current?: number;
}

/** "Scaling activities from the previous six weeks", DescribeScalingActivities. */
const keptSeconds = 42 * 86_400;

/** The account with one more entry, which starts now; entries that AWS no longer keeps are dropped. */
export function recordActivity(
  state: AwsState,
  activity: Omit<Activity, "id" | "startedAt">,
): { readonly state: AwsState; readonly id: string } {
  const id = hashToHex(32, "activity", state.serial);
  const oldest = state.nowSeconds - keptSeconds;
  const [first] = state.activities;
  const kept =
    first !== undefined && first.startedAt < oldest
      ? state.activities.filter((each) => each.startedAt >= oldest)
      : state.activities;
  const activities = [...kept, { id, startedAt: state.nowSeconds, ...activity }];
  return { state: { ...state, serial: state.serial + 1, activities }, id };
}

/** Ends an activity. @param failure why the capacity never came */
export function endActivity(state: AwsState, id: string, failure: string | undefined): AwsState {
  const ended = (each: Activity): Activity => ({
    ...each,
    status: failure === undefined ? "Successful" : "Unfulfilled",
    message: failure ?? each.message,
    endedAt: state.nowSeconds,
  });
  return { ...state, activities: state.activities.map((each) => (each.id === id ? ended(each) : each)) };
}

/** The entry as DescribeScalingActivities answers it. */
export function describeActivity(activity: Activity): JsonObject {
  return toJsonObject({
    ActivityId: activity.id,
    ServiceNamespace: sageMakerServiceNamespace,
    ResourceId: activity.resourceId,
    ScalableDimension: activity.dimension,
    Description: activity.description,
    Cause: activity.cause,
    StatusCode: activity.status,
    StatusMessage: activity.message,
    StartTime: activity.startedAt,
    EndTime: activity.endedAt,
    ...(activity.notScaled === undefined ? {} : { NotScaledReasons: [describeReason(activity.notScaled)] }),
  });
}

function describeReason({ code, min, max, current }: NotScaledReason): JsonObject {
  return toJsonObject({ Code: code, MinCapacity: min, MaxCapacity: max, CurrentCapacity: current });
}

/**
 * The account with a note that a policy asked for another count and did not get it.
 *
 * The same reason is noted once until something else happens to the target: no page says how often AWS does.
 * @see https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-scaling-activities.html,
 *         "Include not scaled activities", with the description and the status that it shows
 */
export function recordNotScaled(state: AwsState, target: TargetState, code: NotScaledCode, cause: string): AwsState {
  const last = state.activities.findLast(({ resourceId }) => resourceId === target.resourceId);
  if (last?.notScaled?.code === code) return state;
  return recordActivity(state, {
    resourceId: target.resourceId,
    dimension: target.dimension,
    description: "Attempting to scale due to alarm triggered",
    cause,
    status: "Failed",
    message: "",
    endedAt: state.nowSeconds,
    notScaled: {
      code,
      ...(code === "AlreadyAtMaxCapacity" ? { max: target.max } : {}),
      ...(code === "AlreadyAtMinCapacity" ? { min: target.min } : {}),
    },
  }).state;
}
