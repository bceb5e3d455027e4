import * as v from "valibot";
import { maxScheduledActionsPerTarget, sageMakerServiceNamespace, scalingPageSizes } from "../../aws/facts";
import type { AwsState, EpochSeconds } from "./account-state";
import { findNextFiring, findScheduleProblem } from "./firings";
import { type JsonObject, removeEntries, setEntry, toJsonObject } from "./json";
import {
  type AwsError,
  cutPage,
  defineOperation,
  definePageInput,
  type Outcome,
  toAnswer,
  toTargetKey,
  toValidationError,
} from "./operation";
import { hashToHex } from "./repeatable-number";
import { toTargetNotFoundError } from "./scalable-targets";
import { type ScheduledActionInput, scheduledActionShape, targetPlace } from "./scaling-inputs";

export interface ActionState {
  readonly name: string;
  readonly targetKey: string;
  readonly resourceId: string;
  readonly dimension: string;
  readonly arn: string;
  readonly schedule: string;
  readonly timezone: string;
  readonly min?: number;
  readonly max?: number;
  readonly startTime?: EpochSeconds;
  readonly endTime?: EpochSeconds;
  readonly createdAt: EpochSeconds;
  /** Actions of one target run in the order in which they were made. */
  readonly order: number;
  /** Absent when it never fires again. */
  readonly nextFiring?: EpochSeconds;
}

/**
 * https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScheduledAction.html
 *
 * Makes an action, or changes what is given; start and end times that are not given are deleted.
 */
export const putScheduledAction = defineOperation(scheduledActionShape, (state, input): Outcome => {
  const key = toTargetKey(input.ResourceId, input.ScalableDimension);
  if (state.targets[key] === undefined) return toTargetNotFoundError(input);
  const name = `${key}|${input.ScheduledActionName}`;
  const old = state.actions[name];
  const action = mergeAction(state, input, old);
  if ("code" in action) return { error: action };
  const used = Object.values(state.actions).filter((each) => each.targetKey === key).length;
  if (old === undefined && used >= maxScheduledActionsPerTarget) {
    const message = `Scheduled action limit of ${maxScheduledActionsPerTarget} for the scalable target has been reached`;
    return { error: { code: "LimitExceededException", message } };
  }
  const actions = setEntry(state.actions, name, setNextFiring(state, action, state.nowSeconds));
  return toAnswer({ ...state, serial: state.serial + 1, actions }, {});
});

function mergeAction(
  state: AwsState,
  input: ScheduledActionInput,
  old: ActionState | undefined,
): ActionState | AwsError {
  const schedule = input.Schedule ?? old?.schedule;
  const timezone = input.Timezone ?? old?.timezone ?? "UTC";
  if (schedule === undefined) return toValidationError("Schedule is required");
  const complaint = findScheduleProblem(schedule, timezone) ?? findLimitsProblem(input, old);
  if (complaint !== undefined) return toValidationError(complaint);
  const { MinCapacity: min, MaxCapacity: max } = mergeLimits(input, old);
  return {
    name: input.ScheduledActionName,
    targetKey: toTargetKey(input.ResourceId, input.ScalableDimension),
    resourceId: input.ResourceId,
    dimension: input.ScalableDimension,
    arn: old?.arn ?? toActionArn(state, input),
    schedule,
    timezone,
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    ...(input.StartTime === undefined ? {} : { startTime: input.StartTime }),
    ...(input.EndTime === undefined ? {} : { endTime: input.EndTime }),
    createdAt: old?.createdAt ?? state.nowSeconds,
    order: old?.order ?? state.serial,
  };
}

interface Capacities {
  readonly MinCapacity?: number;
  readonly MaxCapacity?: number;
}

function mergeLimits(input: ScheduledActionInput, old: ActionState | undefined): Capacities {
  if (input.ScalableTargetAction !== undefined) return input.ScalableTargetAction;
  return {
    ...(old?.min === undefined ? {} : { MinCapacity: old.min }),
    ...(old?.max === undefined ? {} : { MaxCapacity: old.max }),
  };
}

function findLimitsProblem(input: ScheduledActionInput, old: ActionState | undefined): string | undefined {
  const { MinCapacity: min, MaxCapacity: max } = mergeLimits(input, old);
  if (min === undefined && max === undefined) {
    return "At least one of minimum capacity and maximum capacity should be provided";
  }
  if (min === undefined || max === undefined || min <= max) return undefined;
  return "Maximum capacity cannot be less than minimum capacity";
}

/** The action with the first firing after a moment worked out. */
export function setNextFiring(state: AwsState, action: ActionState, after: EpochSeconds): ActionState {
  const { nextFiring: _past, ...rest } = action;
  const next = findNextFiring(action, after, state.world.overlap);
  return next === undefined ? rest : { ...rest, nextFiring: next };
}

/** https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DeleteScheduledAction.html */
export const deleteScheduledAction = defineOperation(
  v.strictObject({ ...targetPlace, ScheduledActionName: v.string() }),
  (state, input): Outcome => {
    const key = toTargetKey(input.ResourceId, input.ScalableDimension);
    const name = `${key}|${input.ScheduledActionName}`;
    if (state.actions[name] === undefined) {
      const message = `No scheduled action found for service namespace: ${sageMakerServiceNamespace}, resource ID: ${input.ResourceId}, scheduled action name: ${input.ScheduledActionName}`;
      return { error: { code: "ObjectNotFoundException", message } };
    }
    const actions = removeEntries(state.actions, (each) => each === name);
    return toAnswer({ ...state, actions }, {});
  },
);

/** https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DescribeScheduledActions.html */
export const describeScheduledActions = defineOperation(
  v.strictObject({
    ServiceNamespace: v.literal(sageMakerServiceNamespace),
    ResourceId: v.exactOptional(v.string()),
    ScalableDimension: v.exactOptional(v.string()),
    ScheduledActionNames: v.exactOptional(v.array(v.string())),
    ...definePageInput(scalingPageSizes.most),
  }),
  (state, input): Outcome => {
    const { ResourceId, ScalableDimension, ScheduledActionNames } = input;
    const actions = Object.values(state.actions)
      .filter((each) => ResourceId === undefined || each.resourceId === ResourceId)
      .filter((each) => ScalableDimension === undefined || each.dimension === ScalableDimension)
      .filter((each) => ScheduledActionNames?.includes(each.name) ?? true)
      .map(describeAction);
    return toAnswer(state, cutPage("ScheduledActions", actions, scalingPageSizes.usual, input));
  },
);

function describeAction(action: ActionState): JsonObject {
  return toJsonObject({
    ScheduledActionName: action.name,
    ScheduledActionARN: action.arn,
    ServiceNamespace: sageMakerServiceNamespace,
    ResourceId: action.resourceId,
    ScalableDimension: action.dimension,
    Schedule: action.schedule,
    Timezone: action.timezone,
    StartTime: action.startTime,
    EndTime: action.endTime,
    ScalableTargetAction: toJsonObject({ MinCapacity: action.min, MaxCapacity: action.max }),
    CreationTime: action.createdAt,
  });
}

function toActionArn(state: AwsState, input: ScheduledActionInput): string {
  const id = hashToHex(32, "action", input.ResourceId, input.ScheduledActionName);
  return `arn:aws:autoscaling:${state.region}:${state.accountId}:scheduledAction:${id}:resource/sagemaker/${input.ResourceId}:scheduledActionName/${input.ScheduledActionName}`;
}
