import { type AwsAction, listFirings } from "../plan/firings";
import type { EpochMinute } from "../time/instant";
import { type Limits, isEqualLimits } from "../timetable/limits";
import type { ImportedAction, ImportedTarget } from "./imported-target";

/** Limits in force over real time `[from, to)`; `action`: whose firing brought them. */
export interface LimitsInterval {
  readonly from: EpochMinute;
  readonly to: EpochMinute;
  readonly limits: Limits;
  readonly action?: string;
}

/**
 * What a target's actions make of its limits.
 *
 * `findMissing`: sides that nothing has set when the span begins
 * `reject`: actions that set a min above the max that was there, or the reverse
 */
export interface ReplayedLimits {
  readonly intervals: readonly LimitsInterval[];
  readonly missing: readonly ("min" | "max")[];
  readonly refused: readonly string[];
}

/** Walked through before the span, so that what fired last is known: a year and a month. */
const lookBackMinutes = 400 * 1440;

/**
 * Replays a target's actions over `[from, to)`.
 *
 * An action that sets one side leaves the other as it was. One that would put min above max changes
 * nothing: AWS asks for both sides then, and does not say what becomes of such a firing.
 *
 * Out:    sorted, gapless, neighbours differ; empty where a side is missing
 * Source: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_ScalableTargetAction.html
 */
export function replayLimits(
  target: ImportedTarget,
  from: EpochMinute,
  to: EpochMinute,
): ReplayedLimits {
  const { actions, initial = {} } = target;
  const span = { from: from - lookBackMinutes, to, overlap: "once" as const };
  const fired = listFirings(actions.map(toAwsAction), span);
  let state: Partial<Limits> = initial;
  let by: string | undefined;
  const refused = new Set<string>();
  const steps: LimitsInterval[] = [];
  let since = from;
  const close = (at: EpochMinute): void => {
    const { min, max } = state;
    if (at <= since || min === undefined || max === undefined) return;
    steps.push({
      from: since,
      to: at,
      limits: { min, max },
      ...(by === undefined ? {} : { action: by }),
    });
    since = at;
  };
  let missing: ReplayedLimits["missing"] | undefined;
  for (const [index, at] of fired.at.entries()) {
    const action = actions[fired.action[index] ?? 0];
    if (action === undefined) continue;
    if (at > from) missing ??= listMissingSides(state);
    const next = applyAction(state, action);
    if (next === undefined) refused.add(action.name);
    else if (next.min !== state.min || next.max !== state.max) {
      if (at > from) close(at);
      [state, by] = [next, action.name];
    }
  }
  missing ??= listMissingSides(state);
  close(to);
  return {
    intervals: missing.length > 0 ? [] : mergeSteps(steps),
    missing,
    refused: [...refused],
  };
}

/** The schedule alone: what it sets is worked out here. */
function toAwsAction(action: ImportedAction): AwsAction {
  return { ...action, min: 0, max: 0 };
}

function applyAction(state: Partial<Limits>, action: ImportedAction): Partial<Limits> | undefined {
  const { min = state.min, max = state.max } = action;
  if (min !== undefined && max !== undefined && min > max) return undefined;
  return { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
}

function listMissingSides({ min, max }: Partial<Limits>): ReplayedLimits["missing"] {
  return [
    ...(min === undefined ? ["min" as const] : []),
    ...(max === undefined ? ["max" as const] : []),
  ];
}

/** Two actions of one minute may leave what was there before. */
function mergeSteps(steps: readonly LimitsInterval[]): readonly LimitsInterval[] {
  const done: LimitsInterval[] = [];
  for (const step of steps) {
    const last = done.at(-1);
    if (last !== undefined && isEqualLimits(last.limits, step.limits)) {
      done[done.length - 1] = { ...last, to: step.to };
    } else done.push(step);
  }
  return done;
}
