import { isEqualLimits, type Limits, listSegments, type Timeline } from "../../timetable";
import {
  type EpochDay,
  type EpochMinute,
  type GapOrOverlap,
  listClockChanges,
  listGapsAndOverlaps,
  listOffsets,
  toEpochMinute,
} from "../../timetable/time";
import type { AwsAction } from "../cron";
import {
  findFirstFiringIndex,
  type Firings,
  listParsedFirings,
  type OverlapReading,
  parseActions,
  type ParsedAction,
} from "./firings";
import { type Collision, findCollisions } from "./replay";

/** Real time `[from, to)`. */
export interface RealInterval {
  readonly from: EpochMinute;
  readonly to: EpochMinute;
}

/** An interval with other limits than the timeline's, for one reading of overlaps. */
interface UnequalInterval extends RealInterval {
  readonly expected: Limits;
  readonly actual: Limits;
  readonly overlap: OverlapReading;
}

/** How a plan's firings differ from the timeline. All empty: the plan is right. */
export interface PlanDifferences {
  readonly unequal: readonly UnequalInterval[];
  readonly collisions: readonly Collision[];
  readonly firedWhilePaused: readonly { readonly at: EpochMinute; readonly action: string }[];
}

/** The plain dates `[from, to)` in the timeline's zone. */
export interface VerifySpan {
  readonly from: EpochDay;
  readonly to: EpochDay;
}

interface LimitsStep {
  readonly from: EpochMinute;
  readonly limits: Limits;
}

/** A segment of the timeline in real time. */
interface ExpectedSegment extends RealInterval {
  readonly limits: Limits;
  readonly paused: boolean;
}

/**
 * Compares actions, replayed from their printed schedules, with a timeline.
 *
 * The limits must be equal at every minute for both readings of an overlap, except in both passes of an
 * overlap and in a pause.
 * @returns Each list sorted by time.
 */
export function verifyPlan(timeline: Timeline, actions: readonly AwsAction[], span: VerifySpan): PlanDifferences {
  const zone = timeline.timezone;
  const from = toEpochMinute(zone, span.from * 1440, "compatible");
  const to = toEpochMinute(zone, span.to * 1440, "compatible");
  const expected = listExpectedSegments(timeline, from, to);
  const paused = expected.filter((segment) => segment.paused);
  const changes = listGapsAndOverlaps(zone, span.from, span.to);
  const doubled = changes.filter(({ kind }) => kind === "overlap").map(spanBothPasses);
  const read = parseActions(actions, from);
  const once = listParsedFirings(read, { from, to, overlap: "once" });
  const twice = addSecondPasses(read, once, { from, to });
  const readings = [
    { overlap: "once", firings: once } as const,
    ...(twice.at.length === once.at.length ? [] : [{ overlap: "twice", firings: twice } as const]),
  ];
  return {
    unequal: readings
      .flatMap(({ overlap, firings }) => {
        const found = findUnequal(expected, listLimitsSteps(actions, firings, expected), overlap);
        return subtractIntervals(mergeUnequal(found), [...doubled, ...paused]);
      })
      .toSorted((a, b) => a.from - b.from),
    collisions: findCollisions(twice, actions),
    firedWhilePaused: paused.flatMap((pause) => findFiringsIn(pause, twice, actions)),
  };
}

function spanBothPasses({ at, from, to }: GapOrOverlap): RealInterval {
  return { from: at - (to - from), to: at + (to - from) };
}

function listExpectedSegments(timeline: Timeline, from: EpochMinute, to: EpochMinute): readonly ExpectedSegment[] {
  return listOffsets(timeline.timezone, from, to).flatMap((interval) => {
    const offset = interval.offsetMinutes;
    return listSegments(timeline, interval.from + offset, interval.to + offset).map((segment) => ({
      from: segment.from - offset,
      to: segment.to - offset,
      limits: segment.limits,
      paused: segment.paused === true,
    }));
  });
}

/** Lists the limits that firings set, from the timeline's first on. Of two in one minute the later wins. */
function listLimitsSteps(
  actions: readonly AwsAction[],
  { at, action }: Firings,
  expected: readonly ExpectedSegment[],
): readonly LimitsStep[] {
  const [first] = expected;
  if (first === undefined) return [];
  const steps: LimitsStep[] = [{ from: first.from, limits: first.limits }];
  let current: Limits = first.limits;
  for (let index = 0; index < at.length; index++) {
    const set = actions[action[index] ?? 0];
    // Not `isEqualLimits`: a call through a door costs more than the rest of this loop.
    if (set === undefined || (set.min === current.min && set.max === current.max)) continue;
    current = { min: set.min, max: set.max };
    steps.push({ from: at[index] ?? 0, limits: current });
  }
  return steps;
}

/** Finds where the two step functions differ, cut at every step of either. */
function findUnequal(
  expected: readonly ExpectedSegment[],
  steps: readonly LimitsStep[],
  overlap: OverlapReading,
): readonly UnequalInterval[] {
  const unequal: UnequalInterval[] = [];
  let index = 0;
  for (const segment of expected) {
    for (let from = segment.from; from < segment.to;) {
      while ((steps[index + 1]?.from ?? Infinity) <= from) index++;
      const to = Math.min(segment.to, steps[index + 1]?.from ?? Infinity);
      const actual = steps[index]?.limits ?? segment.limits;
      if (!isEqualLimits(actual, segment.limits)) {
        unequal.push({ from, to, expected: segment.limits, actual, overlap });
      }
      from = to;
    }
  }
  return unequal;
}

function mergeUnequal(unequal: readonly UnequalInterval[]): readonly UnequalInterval[] {
  const result: UnequalInterval[] = [];
  for (const next of unequal) {
    const last = result.at(-1);
    const goesOn =
      last?.to === next.from && isEqualLimits(last.expected, next.expected) && isEqualLimits(last.actual, next.actual);
    if (last !== undefined && goesOn) result[result.length - 1] = { ...last, to: next.to };
    else result.push(next);
  }
  return result;
}

/** Removes what the other intervals cover. */
function subtractIntervals<T extends RealInterval>(
  intervals: readonly T[],
  others: readonly RealInterval[],
): readonly T[] {
  return others.reduce<readonly T[]>(
    (left, { from, to }) =>
      left.flatMap((interval) =>
        [
          { ...interval, to: Math.min(interval.to, from) },
          { ...interval, from: Math.max(interval.from, to) },
        ].filter((part) => part.from < part.to),
      ),
    intervals,
  );
}

function findFiringsIn(
  { from, to }: RealInterval,
  { at, action }: Firings,
  actions: readonly AwsAction[],
): PlanDifferences["firedWhilePaused"] {
  const first = findFirstFiringIndex(at, from);
  return [...at.subarray(first, findFirstFiringIndex(at, to))].map((minute, index) => ({
    at: minute,
    action: actions[action[first + index] ?? 0]?.name ?? "",
  }));
}

/**
 * Adds the firings for "twice" to those for "once". The readings differ only in the second passes of overlaps,
 * so it replays only those.
 * @param once `listParsedFirings` of the same actions and span.
 */
export function addSecondPasses(
  actions: readonly ParsedAction[],
  once: Firings,
  span: { readonly from: EpochMinute; readonly to: EpochMinute },
): Firings {
  const zones = new Set(actions.flatMap(({ schedule, action }) => (schedule === undefined ? [] : [action.timezone])));
  const passes = [...zones]
    .flatMap((zone) => listClockChanges(zone, span.from - 1440, span.to))
    .map(({ at, offsetBefore, offsetAfter }) => ({
      from: Math.max(at, span.from),
      to: Math.min(at + offsetBefore - offsetAfter, span.to),
    }))
    .filter(({ from, to }) => from < to)
    .toSorted((a, b) => a.from - b.from);
  return passes.reduce((firings, pass) => {
    const again = listParsedFirings(actions, { ...pass, overlap: "twice" });
    return replaceFirings(firings, pass, again);
  }, once);
}

/** Replaces the firings in `[from, to)`. */
function replaceFirings(
  { at, action }: Firings,
  { from, to }: { readonly from: EpochMinute; readonly to: EpochMinute },
  inside: Firings,
): Firings {
  const [first, last] = [findFirstFiringIndex(at, from), findFirstFiringIndex(at, to)];
  const length = at.length - (last - first) + inside.at.length;
  const after = first + inside.at.length;
  const minutes = new Int32Array(length);
  minutes.set(at.subarray(0, first));
  minutes.set(inside.at, first);
  minutes.set(at.subarray(last), after);
  const actions = new Uint16Array(length);
  actions.set(action.subarray(0, first));
  actions.set(inside.action, first);
  actions.set(action.subarray(last), after);
  return { at: minutes, action: actions };
}
