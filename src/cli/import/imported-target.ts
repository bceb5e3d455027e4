import * as v from "valibot";
import { instanceCountDimension } from "../../aws/facts";
import { quoteValue } from "../../config/text";
import type { AwsAction } from "../../plan/cron";
import { listFirings } from "../../plan/replay";
import type { Problem } from "../../problem";
import { isEqualLimits, type Limits } from "../../timetable";
import type { EpochMinute } from "../../timetable/time";

/** A scheduled action from another tool. Times are ISO instants; min or max is absent if the action does not set it. */
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
 * `id`: a resource id, or an endpoint's key
 * `initial`: its limits at registration
 */
export interface ImportedTarget {
  readonly id: string;
  readonly actions: readonly ImportedAction[];
  readonly initial?: Partial<Limits>;
}

/** `problems`: what could not be read, or was skipped. */
export interface ImportedSchedules {
  readonly targets: readonly ImportedTarget[];
  readonly problems: readonly Problem[];
}

/** A value that a source may omit; Terraform then writes null or an empty text. */
type Unset<T> = T | "" | null | undefined;

/** Drops the values that the source does not set; UTC is the default of AWS. */
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

/** A scheduled action, a registered target, or a problem; undefined if it is not about instance counts. */
export type ImportedEntry = ImportedTarget | Problem | undefined;

/** Merges entries with the same id into one target. */
export function collectSchedules(entries: readonly ImportedEntry[]): ImportedSchedules {
  const targets = new Map<string, ImportedTarget>();
  const problems: Problem[] = [];
  for (const entry of entries) {
    if (entry === undefined) continue;
    if ("severity" in entry) problems.push(entry);
    else {
      const known = targets.get(entry.id);
      const actions = [...(known?.actions ?? []), ...entry.actions];
      targets.set(entry.id, { ...known, ...entry, actions });
    }
  }
  return { targets: [...targets.values()], problems };
}

export const scheduledActionsCommand =
  "aws application-autoscaling describe-scheduled-actions --service-namespace sagemaker > actions.json";

/**
 * Creates the problem of a scheduled action or scalable target that cannot be read.
 * @param place the file and the action in it
 * @param why a clause such as `schedule is missing`
 */
export function createImportProblem(place: string, why: string): Problem {
  return {
    severity: "error",
    code: "import-unreadable",
    path: place,
    message: `cannot read it: ${why}`,
    expected: "a literal for every value",
    fix: `import the actions from AWS instead: ${scheduledActionsCommand}`,
  };
}

/** Creates the problem of a missing or malformed value. */
export function createFormProblem(
  place: string,
  [issue]: readonly [v.BaseIssue<unknown>, ...v.BaseIssue<unknown>[]],
): Problem {
  const what = v.getDotPath(issue) ?? "the value";
  const isMissing = issue.input === undefined || issue.input === null;
  return createImportProblem(place, isMissing ? `${what} is missing` : `${what} is ${quoteValue(issue.input)}`);
}

/** Creates the warning for a scheduled action that does not set instance counts. */
export function createDimensionProblem(place: string, dimension: unknown): Problem {
  return {
    severity: "warning",
    code: "import-left-out",
    path: place,
    message: `skipped: it sets ${quoteValue(dimension)}, and a timetable sets only ${instanceCountDimension}`,
  };
}

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
 */
export interface ReplayedLimits {
  readonly intervals: readonly LimitsInterval[];
  readonly missing: readonly ("min" | "max")[];
  readonly refused: readonly string[];
}

/** Replayed before the span to find the last firing: a year and a month. */
const lookBackMinutes = 400 * 1440;

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
  for (const [index, at] of fired.at.entries()) {
    const action = actions[fired.action[index] ?? 0];
    if (action === undefined) continue;
    const limits = applyAction(current.limits, action);
    if (limits === undefined) refused.add(action.name);
    else if (limits.min !== current.limits.min || limits.max !== current.limits.max) {
      current = { at: Math.max(at, from), limits, action: action.name };
      states.push(current);
    }
  }
  const missing = listMissingSides(states.findLast(({ at }) => at <= from)?.limits ?? initial);
  const intervals = missing.length > 0 ? [] : joinIntervals(toIntervals(states, to));
  return { intervals, missing, refused: [...refused] };
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
