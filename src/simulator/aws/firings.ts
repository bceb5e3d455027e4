import type { AwsState, EpochSeconds } from "./account-state";
import { explainNotScalable } from "./instance-counts";
import { setEntry } from "./json";
import { clampToLimits, type TargetState } from "./scalable-targets";
import { recordActivity } from "./scaling-activities";
import { type ActionState, setNextFiring } from "./scheduled-actions";

/** When the action's next firing takes effect. */
export function findNextEffect(state: AwsState, action: ActionState): EpochSeconds | undefined {
  return action.nextFiring === undefined ? undefined : action.nextFiring + state.world.timing.firingDelay;
}

/** The account after every firing that is due: per target in the order of time, then as the actions were made. */
export function fireDueActions(state: AwsState): AwsState {
  const due = Object.entries(state.actions)
    .filter(([, action]) => (findNextEffect(state, action) ?? Infinity) <= state.nowSeconds)
    .toSorted(([, a], [, b]) => (a.nextFiring ?? 0) - (b.nextFiring ?? 0) || a.order - b.order);
  return due.reduce((after, [name, action]) => {
    const fired = fireAction(after, action);
    const next = setNextFiring(after, action, action.nextFiring ?? after.nowSeconds);
    return { ...fired, actions: setEntry(fired.actions, name, next) };
  }, state);
}

/**
 * One firing: the target's limits become the action's, and the count is brought inside them.
 *
 * A firing that meets an endpoint which cannot be scaled fails, changes nothing and is not tried again.
 * @see https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-scheduled-scaling.html
 * ("must be in a scalable state … If it isn't, the request fails"); no page says that it is retried. A firing
 * that changes nothing writes nothing into the history: no page says what AWS does.
 */
function fireAction(state: AwsState, action: ActionState): AwsState {
  const target = state.targets[action.targetKey];
  if (target === undefined || target.suspended.scheduled) return state;
  const next = { ...target, min: action.min ?? target.min, max: action.max ?? target.max };
  const entry = {
    resourceId: action.resourceId,
    dimension: action.dimension,
    description: `Setting ${formatLimits(action)}`,
    cause: `scheduled action name ${action.name} was triggered`,
    endedAt: state.nowSeconds,
  };
  const reason =
    explainNotScalable(state, action.resourceId) ??
    (next.min > next.max ? `Minimum capacity ${next.min} is above maximum capacity ${next.max}` : undefined);
  if (reason !== undefined) {
    return recordActivity(state, { ...entry, status: "Failed", message: reason }).state;
  }
  const changes = next.min !== target.min || next.max !== target.max;
  const message = `Successfully set ${formatLimits(action)}`;
  const recorded = changes ? recordActivity(state, { ...entry, status: "Successful", message }).state : state;
  return clampToLimits(setTargetLimits(recorded, action.targetKey, next), next);
}

function setTargetLimits(state: AwsState, key: string, target: TargetState): AwsState {
  return { ...state, targets: setEntry(state.targets, key, target) };
}

/** @see https://docs.aws.amazon.com/autoscaling/application/userguide/get-started-exercise.html, the activities it shows */
function formatLimits(action: ActionState): string {
  const parts = [
    ...(action.min === undefined ? [] : [`min capacity to ${action.min}`]),
    ...(action.max === undefined ? [] : [`max capacity to ${action.max}`]),
  ];
  return parts.join(" and ");
}
