import { isDeepStrictEqual } from "node:util";
import { type AwsAction, parseSchedule } from "../../plan/cron";
import { type Firings, listFirings } from "../../plan/replay";
import { isEqualLimits, type Limits } from "../../timetable";
import type { EpochMinute } from "../../timetable/time";
import type { ImportedAction, ImportedTarget } from "./imported-target";

/** Limits over `[from, to)`; `action` set them. */
export interface LimitsInterval {
  readonly from: EpochMinute;
  readonly to: EpochMinute;
  readonly limits: Limits;
  readonly action?: string;
}

/**
 * The limits that a target's actions produce.
 *
 * `missing`: not set when the span begins
 * `refused`: names of actions that would put min above max
 * `undetermined`: pairs of actions that fire in the same minute and leave limits that depend on their order
 * `idle`: names of actions that do not fire in the span
 */
export interface ReplayedLimits {
  readonly intervals: readonly LimitsInterval[];
  readonly missing: readonly ("min" | "max")[];
  readonly refused: readonly string[];
  readonly undetermined: readonly UndeterminedPair[];
  readonly idle: readonly string[];
}

/** Two actions that fire in the same minute: the first such minute, and how many there are. */
export interface UndeterminedPair {
  readonly at: EpochMinute;
  readonly actions: readonly [ImportedAction, ImportedAction];
  readonly count: number;
}

/** Replayed before the span to find the last firing: a year and a month. */
const lookBackMinutes = 400 * 1440;

/** One action of each minute, and half as many more: some seconds of work. */
const maxFirings = 2_400_000;

/** Whether a target's actions fire so often from `from` to `to` that a replay takes minutes. */
export function hasTooManyFirings({ actions }: ImportedTarget, from: EpochMinute, to: EpochMinute): boolean {
  const minutes = to - from + lookBackMinutes;
  const counts = actions.map(({ schedule: text }) => {
    const { schedule } = parseSchedule(text);
    if (schedule?.kind === "cron") return (schedule.minutes.length * schedule.hours.length * minutes) / 1440;
    return schedule?.kind === "rate" ? minutes / schedule.everyMinutes : 1;
  });
  return counts.reduce((sum, count) => sum + count, 0) > maxFirings;
}

/**
 * Replays a target's actions over `[from, to)`.
 *
 * An action that sets only min or max keeps the other. One that would put min above max changes nothing: AWS
 * then requires both and does not document what such a firing does.
 * @returns intervals sorted, gapless, neighbors differ; empty if min or max is missing
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_ScalableTargetAction.html
 */
export function replayLimits(target: ImportedTarget, from: EpochMinute, to: EpochMinute): ReplayedLimits {
  const { actions, initial = {} } = target;
  const span = { from: from - lookBackMinutes, to, overlap: "once" as const };
  const fired = listFirings(actions.map(toAwsAction), span);
  let current: LimitsState = { at: from, limits: initial };
  const states = [current];
  const refused = new Set<string>();
  const idle = new Set(actions.map(({ name }) => name));
  let pairs: Omit<UndeterminedPair, "count">[] = [];
  for (const { at, actions: group } of groupByMinute(fired, actions)) {
    const before = current.limits;
    if (at <= from && group.some(({ min, max }) => min !== undefined && max !== undefined)) pairs = [];
    for (const pair of findUndeterminedPairs(before, group)) pairs.push({ at, actions: pair });
    for (const action of group) {
      if (at >= from) idle.delete(action.name);
      const limits = applyAction(current.limits, action);
      if (limits === undefined) refused.add(action.name);
      else if (limits.min !== current.limits.min || limits.max !== current.limits.max) {
        current = { at: Math.max(at, from), limits, action: action.name };
        states.push(current);
      }
    }
  }
  const missing = listMissingSides(states.findLast(({ at }) => at <= from)?.limits ?? initial);
  const intervals = missing.length > 0 ? [] : joinIntervals(toIntervals(states, to));
  return { intervals, missing, refused: [...refused], undetermined: countPairs(pairs), idle: [...idle] };
}

interface MinuteGroup {
  readonly at: EpochMinute;
  readonly actions: readonly ImportedAction[];
}

function groupByMinute({ at, action }: Firings, actions: readonly ImportedAction[]): readonly MinuteGroup[] {
  const groups: { readonly at: EpochMinute; readonly actions: ImportedAction[] }[] = [];
  for (const [index, minute] of at.entries()) {
    const fired = actions[action[index] ?? 0];
    if (fired === undefined) continue;
    const last = groups.at(-1);
    if (last?.at === minute) last.actions.push(fired);
    else groups.push({ at: minute, actions: [fired] });
  }
  return groups;
}

/** Finds actions of one minute that leave other limits in the other order: AWS does not say which runs last. */
function findUndeterminedPairs(
  before: Partial<Limits>,
  group: readonly ImportedAction[],
): readonly UndeterminedPair["actions"][] {
  const run = (order: readonly ImportedAction[]): Partial<Limits> =>
    order.reduce((limits, action) => applyAction(limits, action) ?? limits, before);
  return group.flatMap((first, index) =>
    group
      .slice(index + 1)
      .filter((second) => !isDeepStrictEqual(run([first, second]), run([second, first])))
      .map((second) => [first, second] as const),
  );
}

function countPairs(pairs: readonly Omit<UndeterminedPair, "count">[]): readonly UndeterminedPair[] {
  const counted = new Map<string, UndeterminedPair>();
  for (const pair of pairs) {
    const key = JSON.stringify(pair.actions.map(({ name }) => name));
    const known = counted.get(key);
    counted.set(key, { ...pair, ...known, count: (known?.count ?? 0) + 1 });
  }
  return [...counted.values()];
}

/** The limits from `at` on, until the next state. */
interface LimitsState {
  readonly at: EpochMinute;
  readonly limits: Partial<Limits>;
  readonly action?: string;
}

function toIntervals(states: readonly LimitsState[], to: EpochMinute): readonly LimitsInterval[] {
  return states.flatMap(({ at, limits: { min, max }, action }, index) => {
    const end = states[index + 1]?.at ?? to;
    if (at >= end || min === undefined || max === undefined) return [];
    return [{ from: at, to: end, limits: { min, max }, ...(action === undefined ? {} : { action }) }];
  });
}

/** The limits do not matter to `listFirings`. */
function toAwsAction(action: ImportedAction): AwsAction {
  return { ...action, min: 0, max: 0 };
}

function applyAction(state: Partial<Limits>, action: ImportedAction): Partial<Limits> | undefined {
  const { min = state.min, max = state.max } = action;
  if (min !== undefined && max !== undefined && min > max) return undefined;
  return { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
}

function listMissingSides({ min, max }: Partial<Limits>): ReplayedLimits["missing"] {
  return [...(min === undefined ? ["min" as const] : []), ...(max === undefined ? ["max" as const] : [])];
}

/** Two actions in the same minute may cancel out. */
export function joinIntervals<T extends { readonly to: number; readonly limits: Limits }>(
  intervals: readonly T[],
): readonly T[] {
  const joined: T[] = [];
  for (const interval of intervals) {
    const last = joined.at(-1);
    if (last !== undefined && isEqualLimits(last.limits, interval.limits)) {
      joined[joined.length - 1] = { ...last, to: interval.to };
    } else joined.push(interval);
  }
  return joined;
}

/** An interval in which the schedules and the timetable differ. */
export interface LimitsDifference {
  readonly from: EpochMinute;
  readonly to: EpochMinute;
  readonly schedules: Limits;
  readonly timetable: Limits;
}

/** Lists the intervals in which two sorted, gapless sequences over the same span differ. */
export function compareLimits(
  schedules: readonly LimitsInterval[],
  timetable: readonly LimitsInterval[],
): readonly LimitsDifference[] {
  const found: LimitsDifference[] = [];
  let [a, b] = [0, 0];
  for (;;) {
    const [left, right] = [schedules[a], timetable[b]];
    if (left === undefined || right === undefined) return found;
    const from = Math.max(left.from, right.from);
    const to = Math.min(left.to, right.to);
    if (from < to && !isEqualLimits(left.limits, right.limits)) {
      addDifference(found, { from, to, schedules: left.limits, timetable: right.limits });
    }
    if (left.to <= to) a += 1;
    if (right.to <= to) b += 1;
  }
}

function addDifference(found: LimitsDifference[], next: LimitsDifference): void {
  const last = found.at(-1);
  const continues =
    last?.to === next.from &&
    isEqualLimits(last.schedules, next.schedules) &&
    isEqualLimits(last.timetable, next.timetable);
  if (continues) found[found.length - 1] = { ...last, to: next.to };
  else found.push(next);
}

export function countMinutes(differences: readonly LimitsDifference[]): number {
  return differences.reduce((sum, { from, to }) => sum + to - from, 0);
}
