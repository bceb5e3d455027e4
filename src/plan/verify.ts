import type { EpochMinute } from "../time/instant";
import type { EpochDay } from "../time/plain-date";
import { gapsAndOverlaps, offsetsBetween, toEpochMinute, type GapOrOverlap } from "../time/zone";
import { sameLimits, type Limits } from "../timetable/limits";
import { segmentsBetween, type Timeline } from "../timetable/timeline";
import { collisionsIn, type Collision } from "./collisions";
import {
  firingsOfRead,
  firstFrom,
  readActions,
  type AwsAction,
  type Firings,
  type OverlapReading,
} from "./firings";
import { withSecondPasses } from "./second-passes";

/** Real time `[from, to)`. */
interface Stretch {
  readonly from: EpochMinute;
  readonly to: EpochMinute;
}

/** A stretch with other limits than the timeline says, under one reading of doubled hours. */
interface Unequal extends Stretch {
  readonly expected: Limits;
  readonly actual: Limits;
  readonly overlap: OverlapReading;
}

/** In what a plan's firings differ from what they must do. All empty: the plan is right. */
export interface Differences {
  readonly unequal: readonly Unequal[];
  readonly collisions: readonly Collision[];
  /** Stretches without a firing that are longer than `reassertEveryMinutes`. */
  readonly gaps: readonly Stretch[];
  readonly firedWhilePaused: readonly { readonly at: EpochMinute; readonly action: string }[];
}

/** The plain dates `[from, to)` in the timeline's zone, and the longest time without a firing. */
export interface VerifySpan {
  readonly from: EpochDay;
  readonly to: EpochDay;
  readonly reassertEveryMinutes: number | "never";
}

/** Limits in force from a moment on. */
interface Step {
  readonly from: EpochMinute;
  readonly limits: Limits;
}

/** A segment of the timeline in real time. */
interface Expected extends Stretch {
  readonly limits: Limits;
  readonly paused: boolean;
}

/**
 * Whether actions, replayed from their printed schedules, do what a timeline says.
 *
 * Limits must be equal at every minute under both readings of a doubled hour, starting with the
 * timeline's, except in both passes of a doubled hour and in a pause. A missing hour has no minutes: at
 * its end the limits must be right. Time without a firing counts anew after a missing or doubled hour
 * and after a pause; what happens before the first and after the last firing counts too.
 *
 * In:  see `firingsBetween`
 * Out: sorted by time within each list
 */
export function verify(
  timeline: Timeline,
  actions: readonly AwsAction[],
  span: VerifySpan,
): Differences {
  const zone = timeline.timezone;
  const from = toEpochMinute(zone, span.from * 1440, "compatible");
  const to = toEpochMinute(zone, span.to * 1440, "compatible");
  const expected = expectedBetween(timeline, from, to);
  const paused = expected.filter((segment) => segment.paused);
  const changes = gapsAndOverlaps(zone, span.from, span.to);
  const doubled = changes.filter(({ kind }) => kind === "overlap").map(bothPasses);
  const missing = changes
    .filter(({ kind }) => kind === "gap")
    .map(({ at }) => ({ from: at, to: at }));
  const read = readActions(actions, from);
  const once = firingsOfRead(read, { from, to, overlap: "once" });
  const twice = withSecondPasses(read, once, { from, to });
  const readings = [
    { overlap: "once", firings: once } as const,
    ...(twice.at.length === once.at.length ? [] : [{ overlap: "twice", firings: twice } as const]),
  ];
  return {
    unequal: readings
      .flatMap(({ overlap, firings }) => {
        const found = unequalIn(expected, stepsOf(actions, firings, expected), overlap);
        return outside(joined(found), [...doubled, ...paused]);
      })
      .toSorted((a, b) => a.from - b.from),
    collisions: collisionsIn(twice, actions),
    gaps: gapsIn(once, between([...paused, ...doubled, ...missing], from, to), span),
    firedWhilePaused: paused.flatMap((pause) => firedIn(pause, twice, actions)),
  };
}

function bothPasses({ at, from, to }: GapOrOverlap): Stretch {
  return { from: at - (to - from), to: at + (to - from) };
}

function expectedBetween(
  timeline: Timeline,
  from: EpochMinute,
  to: EpochMinute,
): readonly Expected[] {
  return offsetsBetween(timeline.timezone, from, to).flatMap((stretch) => {
    const offset = stretch.offsetMinutes;
    return segmentsBetween(timeline, stretch.from + offset, stretch.to + offset).map((segment) => ({
      from: segment.from - offset,
      to: segment.to - offset,
      limits: segment.limits,
      paused: segment.paused === true,
    }));
  });
}

/** The limits that firings make, from the timeline's first on; of two steps in one minute the later one counts. */
function stepsOf(
  actions: readonly AwsAction[],
  { at, action }: Firings,
  expected: readonly Expected[],
): readonly Step[] {
  const [first] = expected;
  if (first === undefined) return [];
  const steps: Step[] = [{ from: first.from, limits: first.limits }];
  let current: Limits = first.limits;
  for (let index = 0; index < at.length; index++) {
    const set = actions[action[index] ?? 0];
    if (set === undefined || sameLimits(set, current)) continue;
    current = { min: set.min, max: set.max };
    steps.push({ from: at[index] ?? 0, limits: current });
  }
  return steps;
}

/** Where the two step functions differ, cut at every step of either. */
function unequalIn(
  expected: readonly Expected[],
  steps: readonly Step[],
  overlap: OverlapReading,
): readonly Unequal[] {
  const unequal: Unequal[] = [];
  let index = 0;
  for (const segment of expected) {
    for (let from = segment.from; from < segment.to;) {
      while ((steps[index + 1]?.from ?? Infinity) <= from) index++;
      const to = Math.min(segment.to, steps[index + 1]?.from ?? Infinity);
      const actual = steps[index]?.limits ?? segment.limits;
      if (!sameLimits(actual, segment.limits)) {
        unequal.push({ from, to, expected: segment.limits, actual, overlap });
      }
      from = to;
    }
  }
  return unequal;
}

function joined(unequal: readonly Unequal[]): readonly Unequal[] {
  const result: Unequal[] = [];
  for (const next of unequal) {
    const last = result.at(-1);
    const goesOn =
      last?.to === next.from &&
      sameLimits(last.expected, next.expected) &&
      sameLimits(last.actual, next.actual);
    if (last !== undefined && goesOn) result[result.length - 1] = { ...last, to: next.to };
    else result.push(next);
  }
  return result;
}

/** The parts of stretches that lie in none of the others. */
function outside<T extends Stretch>(
  stretches: readonly T[],
  others: readonly Stretch[],
): readonly T[] {
  return others.reduce<readonly T[]>(
    (left, { from, to }) =>
      left.flatMap((stretch) =>
        [
          { ...stretch, to: Math.min(stretch.to, from) },
          { ...stretch, from: Math.max(stretch.from, to) },
        ].filter((part) => part.from < part.to),
      ),
    stretches,
  );
}

/** What lies between the breaks, cut at a break without length too. */
function between(
  breaks: readonly Stretch[],
  from: EpochMinute,
  to: EpochMinute,
): readonly Stretch[] {
  const free: Stretch[] = [];
  let start = from;
  for (const next of [...breaks.toSorted((a, b) => a.from - b.from), { from: to, to }]) {
    if (next.from > start) free.push({ from: start, to: next.from });
    start = Math.max(start, next.to);
  }
  return free;
}

function gapsIn(
  { at }: Firings,
  stretches: readonly Stretch[],
  { reassertEveryMinutes: longest }: VerifySpan,
): readonly Stretch[] {
  if (longest === "never") return [];
  const gaps: Stretch[] = [];
  for (const { from, to } of stretches) {
    let last = from;
    for (const next of at.subarray(firstFrom(at, from), firstFrom(at, to))) {
      if (next - last > longest) gaps.push({ from: last, to: next });
      last = next;
    }
    if (to - last > longest) gaps.push({ from: last, to });
  }
  return gaps;
}

function firedIn(
  { from, to }: Stretch,
  { at, action }: Firings,
  actions: readonly AwsAction[],
): Differences["firedWhilePaused"] {
  const first = firstFrom(at, from);
  return [...at.subarray(first, firstFrom(at, to))].map((minute, index) => ({
    at: minute,
    action: actions[action[first + index] ?? 0]?.name ?? "",
  }));
}
