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

/** Limits in force from a moment on; `action` is the one whose firing set them, absent for the starting limits. */
export interface ReplayStep {
  readonly from: EpochMinute;
  readonly limits: Limits;
  readonly action?: string;
}

/** What the firings alone make of a target. */
export interface Replay {
  readonly firings: readonly Firing[];
  /** Sorted, the first at the span's start, neighbours differ in limits. */
  readonly steps: readonly ReplayStep[];
}

/**
 * The limits that a target has over a span, from the printed schedules alone, as AWS would set them.
 *
 * It judges the compiler, so it shares no code with it. Of two actions in one minute the one further
 * down the list is taken to run last: AWS leaves the order open, and a check reports it.
 *
 * In:  see `listFirings`; `initial` are the limits before the first firing
 */
export function replayActions(
  actions: readonly AwsAction[],
  span: FiringSpan & { readonly initial: Limits },
): Replay {
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

/** Two actions of a target that fire in one minute: the first minute, and how many there are. */
export interface Collision {
  readonly at: EpochMinute;
  readonly actions: readonly [AwsAction, AwsAction];
  readonly count: number;
}

/**
 * Pairs of actions that fire in the same minute: AWS leaves open which of the two runs last.
 *
 * Out:    one entry a pair, by the first such minute
 * Source: https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-scheduled-scaling.html
 */
export function findCollisions(
  firings: Firings,
  actions: readonly AwsAction[],
): readonly Collision[] {
  const pairs = new Map<number, Collision>();
  const { at, action } = firings;
  for (let second = 1; second < at.length; second++) {
    for (let first = second - 1; at[first] === at[second]; first--) {
      const key = (action[first] ?? 0) * actions.length + (action[second] ?? 0);
      const known = pairs.get(key);
      const [one, other] = [actions[action[first] ?? 0], actions[action[second] ?? 0]];
      if (one === undefined || other === undefined) continue;
      pairs.set(key, {
        at: known?.at ?? at[second] ?? 0,
        actions: [one, other],
        count: (known?.count ?? 0) + 1,
      });
    }
  }
  return [...pairs.values()].toSorted((a, b) => a.at - b.at);
}
