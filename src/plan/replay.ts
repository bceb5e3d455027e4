import type { EpochMinute } from "../time/instant";
import { isEqualLimits, type Limits } from "../timetable/limits";
import { listFirings, type AwsAction, type FiringSpan } from "./firings";

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
