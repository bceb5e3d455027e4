import { type AwsAction, parseSchedule } from "../../plan/cron";
import { listFirings, type OverlapReading } from "../../plan/replay";
import { type EpochMinute, formatInstant, isKnownZone } from "../../timetable/time";
import type { AwsState, EpochSeconds } from "./account-state";
import { explainNotScalable } from "./desired-count";
import { setEntry } from "./json";
import { clampToLimits, type TargetState } from "./scalable-targets";
import { recordActivity } from "./scaling-activities";
import { type ActionState, setNextFiring } from "./scheduled-actions";

/** What decides when an action fires. Times in seconds. */
export interface FiringRule {
  readonly schedule: string;
  readonly timezone: string;
  readonly startTime?: EpochSeconds;
  readonly endTime?: EpochSeconds;
  readonly createdAt: EpochSeconds;
}

/** Minutes whose firings are worked out at once: four weeks. */
const blockMinutes = 40_320;

/** An action that is silent for ten years is taken to be silent for good. */
const silentMinutes = 10 * 525_960;

/** Why Application Auto Scaling would refuse a schedule or its zone; undefined when it takes both. */
export function findScheduleProblem(schedule: string, timezone: string): string | undefined {
  const fault = parseSchedule(schedule).problems.find((each) => each.severity === "error");
  if (fault !== undefined) return `Invalid schedule expression "${schedule}": ${fault.message}`;
  return isKnownZone(timezone) ? undefined : `Invalid timezone "${timezone}"`;
}

/** The action's first firing after a moment; undefined when it never fires again. */
export function findNextFiring(
  rule: FiringRule,
  after: EpochSeconds,
  overlap: OverlapReading,
): EpochSeconds | undefined {
  const action = toAwsAction(rule);
  const first = Math.floor(after / 60) + 1;
  const block = Math.floor(first / blockMinutes);
  for (const at of listFiringsInBlock(action, block, overlap)) if (at >= first) return at * 60;
  for (const at of listFiringsInBlock(action, block + 1, overlap)) return at * 60;
  const from = (block + 2) * blockMinutes;
  for (let [start, length] = [from, blockMinutes]; start < from + silentMinutes; length *= 4) {
    const [at] = listFirings([action], { from: start, to: start + length, overlap }).at;
    if (at !== undefined) return at * 60;
    start += length;
  }
  return undefined;
}

function toAwsAction(rule: FiringRule): AwsAction {
  // A rate counts from when the action was made.
  const countsFrom = rule.schedule.startsWith("rate") ? rule.createdAt : undefined;
  const start = rule.startTime ?? countsFrom;
  return {
    name: "",
    schedule: rule.schedule,
    timezone: rule.timezone,
    min: 0,
    max: 0,
    ...(start === undefined ? {} : { startTime: formatEpochSeconds(start) }),
    ...(rule.endTime === undefined ? {} : { endTime: formatEpochSeconds(rule.endTime) }),
  };
}

function formatEpochSeconds(seconds: EpochSeconds): string {
  return formatInstant(Math.floor(seconds / 60));
}

/** Blocks already worked out: the same action is asked again after each of its firings. */
const blocks = new Map<string, Int32Array>();
const keptBlocks = 2000;

function listFiringsInBlock(action: AwsAction, block: number, overlap: OverlapReading): Int32Array {
  const key = JSON.stringify([action, block, overlap]);
  const known = blocks.get(key);
  if (known !== undefined) return known;
  const from: EpochMinute = block * blockMinutes;
  const { at } = listFirings([action], { from, to: from + blockMinutes, overlap });
  if (blocks.size >= keptBlocks) blocks.clear();
  blocks.set(key, at);
  return at;
}

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
