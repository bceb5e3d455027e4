import { isEqualLimits, type Limits } from "../../timetable";
import type { EpochMinute } from "../../timetable/time";
import type { AwsAction } from "../cron";
import { type Firings, type FiringSpan, listFirings } from "./firings";

/** One time that an action runs, and the limits that it sets. */
export interface Firing {
  readonly at: EpochMinute;
  readonly action: string;
  readonly limits: Limits;
}

/** Limits in force from a moment on. `action`: the action that set them, absent for the initial limits. */
export interface ReplayStep {
  readonly from: EpochMinute;
  readonly limits: Limits;
  readonly action?: string;
}

/** A target's limits if only its scheduled actions change them. */
export interface Replay {
  readonly firings: readonly Firing[];
  /** Sorted. The first is at the span's start. Neighbors differ in limits. */
  readonly steps: readonly ReplayStep[];
}

/**
 * Computes the limits of a target over a span from the printed schedules alone, as AWS would set them. If two
 * actions fire in one minute, the later one in the list wins: AWS does not define the order, and a rule reports it.
 */
export function replayActions(actions: readonly AwsAction[], span: FiringSpan & { readonly initial: Limits }): Replay {
  const found = listFirings(actions, span);
  const sets = actions.map(({ name, min, max }) => ({ action: name, limits: { min, max } }));
  const firings: Firing[] = [];
  for (const [index, at] of found.at.entries()) {
    const set = sets[found.action[index] ?? 0];
    if (set !== undefined) firings.push({ at, action: set.action, limits: set.limits });
  }
  return { firings, steps: toReplaySteps(firings, { from: span.from, limits: span.initial }) };
}

function toReplaySteps(firings: readonly Firing[], first: ReplayStep): readonly ReplayStep[] {
  const steps: ReplayStep[] = [];
  let current = first;
  for (const [index, { at, action, limits }] of firings.entries()) {
    const isLastOfMinute = firings[index + 1]?.at !== at;
    if (!isLastOfMinute || isEqualLimits(limits, current.limits)) continue;
    if (at > current.from) steps.push(current);
    current = { from: at, action, limits };
  }
  return [...steps, current];
}

/** Two actions that fire in one minute: the first such minute, and how many there are. */
export interface Collision {
  readonly at: EpochMinute;
  readonly actions: readonly [AwsAction, AwsAction];
  readonly count: number;
}

/**
 * Finds pairs of actions that fire in the same minute, sorted by the first such minute.
 * @see https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-scheduled-scaling.html
 */
export function findCollisions(firings: Firings, actions: readonly AwsAction[]): readonly Collision[] {
  const pairs = new Map<number, Collision>();
  const { at, action } = firings;
  for (let second = 1; second < at.length; second++) {
    for (let first = second - 1; at[first] === at[second]; first--) {
      const key = (action[first] ?? 0) * actions.length + (action[second] ?? 0);
      const known = pairs.get(key);
      const [earlier, later] = [actions[action[first] ?? 0], actions[action[second] ?? 0]];
      if (earlier === undefined || later === undefined) continue;
      pairs.set(key, { at: known?.at ?? at[second] ?? 0, actions: [earlier, later], count: (known?.count ?? 0) + 1 });
    }
  }
  return [...pairs.values()].toSorted((a, b) => a.at - b.at);
}
