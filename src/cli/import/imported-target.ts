import * as v from "valibot";
import { instanceCountDimension } from "../../aws/facts";
import { quoteValue } from "../../config/text";
import type { AwsAction } from "../../plan/cron";
import { listFirings } from "../../plan/replay";
import type { Problem } from "../../problem";
import { isEqualLimits, type Limits } from "../../timetable";
import type { EpochMinute } from "../../timetable/time";

/** A scheduled action as another tool writes it. Times are ISO instants; a side that it leaves alone is absent. */
export interface ImportedAction {
  readonly name: string;
  readonly schedule: string;
  readonly timezone: string;
  readonly min?: number;
  readonly max?: number;
  readonly startTime?: string;
  readonly endTime?: string;
}

/**
 * The scheduled actions of one scalable target.
 *
 * `id`:      what the source calls the target: a resource id, or an endpoint's key
 * `initial`: the limits with which the source registers it
 */
export interface ImportedTarget {
  readonly id: string;
  readonly actions: readonly ImportedAction[];
  readonly initial?: Partial<Limits>;
}

/** What was found in the sources: targets in their order, and what could not be read or was left out. */
export interface ImportedSchedules {
  readonly targets: readonly ImportedTarget[];
  readonly problems: readonly Problem[];
}

/** A value that a source may leave out; Terraform writes null or an empty text then. */
type Unset<T> = T | "" | null | undefined;

/** A scheduled action with what its source sets. UTC is AWS's own default. */
export function toImportedAction(source: {
  readonly name: string;
  readonly schedule: string;
  readonly timezone: Unset<string>;
  readonly min: Unset<string | number>;
  readonly max: Unset<string | number>;
  readonly startTime: Unset<string>;
  readonly endTime: Unset<string>;
}): ImportedAction {
  const { name, schedule, timezone, min, max, startTime, endTime } = source;
  return {
    name,
    schedule,
    timezone: isSet(timezone) ? timezone : "UTC",
    ...(isSet(min) ? { min: Number(min) } : {}),
    ...(isSet(max) ? { max: Number(max) } : {}),
    ...(isSet(startTime) ? { startTime } : {}),
    ...(isSet(endTime) ? { endTime } : {}),
  };
}

function isSet<T>(value: Unset<T>): value is T {
  return value !== undefined && value !== null && value !== "";
}

/** One scheduled action or one registered target, or what is wrong with it; undefined if a timetable does not concern it. */
export type ImportedEntry = ImportedTarget | Problem | undefined;

/** The entries of one file: those with the same id are one target. */
export function collectSchedules(read: readonly ImportedEntry[]): ImportedSchedules {
  const targets = new Map<string, ImportedTarget>();
  const problems: Problem[] = [];
  for (const one of read) {
    if (one === undefined) continue;
    if ("severity" in one) problems.push(one);
    else {
      const before = targets.get(one.id);
      const actions = [...(before?.actions ?? []), ...one.actions];
      targets.set(one.id, { ...before, ...one, actions });
    }
  }
  return { targets: [...targets.values()], problems };
}

/** Prints the scheduled actions that AWS has. */
export const scheduledActionsCommand =
  "aws application-autoscaling describe-scheduled-actions --service-namespace sagemaker > actions.json";

/**
 * What keeps a scheduled action or a scalable target from being read.
 *
 * In: `toRuledTexts`: the file and the action in it; `why`: a clause such as `schedule is missing`
 */
export function createImportProblem(place: string, why: string): Problem {
  return {
    severity: "error",
    code: "import-unreadable",
    path: place,
    message: `it cannot be read: ${why}`,
    expected: "every value written out",
    fix: `import what AWS has instead: ${scheduledActionsCommand}`,
  };
}

/** A value that does not have the form it should have. In: what valibot found wrong */
export function createFormProblem(
  place: string,
  [issue]: readonly [v.BaseIssue<unknown>, ...v.BaseIssue<unknown>[]],
): Problem {
  const what = v.getDotPath(issue) ?? "the value";
  const isMissing = issue.input === undefined || issue.input === null;
  return createImportProblem(
    place,
    isMissing ? `${what} is missing` : `${what} is ${quoteValue(issue.input)}`,
  );
}

/** A scheduled action of SageMaker that does not set instance counts. */
export function createDimensionProblem(place: string, dimension: unknown): Problem {
  return {
    severity: "warning",
    code: "import-left-out",
    path: place,
    message: `it sets ${quoteValue(dimension)}, so it is left out: a timetable sets only ${instanceCountDimension}`,
  };
}

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

/** Limits over real time `[from, to)`. */
interface TimedLimits {
  readonly from: EpochMinute;
  readonly to: EpochMinute;
  readonly limits: Limits;
}

/** A stretch in which two sources of limits do not agree. */
export interface LimitsDifference {
  readonly from: EpochMinute;
  readonly to: EpochMinute;
  readonly schedules: Limits;
  readonly timetable: Limits;
}

/**
 * Every minute at which the schedules and the timetable say different limits, as stretches.
 *
 * In:  both sorted and gapless over the same span
 * Out: sorted; neighbours that say the same are one
 */
export function compareLimits(
  schedules: readonly TimedLimits[],
  timetable: readonly TimedLimits[],
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
  const goesOn =
    last?.to === next.from &&
    isEqualLimits(last.schedules, next.schedules) &&
    isEqualLimits(last.timetable, next.timetable);
  if (goesOn) found[found.length - 1] = { ...last, to: next.to };
  else found.push(next);
}

/** Minutes of all differences together. */
export function countMinutes(differences: readonly LimitsDifference[]): number {
  return differences.reduce((sum, { from, to }) => sum + to - from, 0);
}
