import {
  epochMonday,
  type Interval,
  listSegments,
  mergeIntervals,
  minutesPerWeek,
  type Segment,
  type Timeline,
} from "../../timetable";
import { type EpochDay, listGapsAndOverlaps, toEpochDay } from "../../timetable/time";

/** A stretch `[from, to)` of a clock with one value. */
interface Level extends Interval {
  readonly value: number;
}

/**
 * A number at every minute of the wall clock.
 *
 * `week`:  minutes of the week `[0, 10080)`, 0 = Monday 00:00; sorted, gapless
 * `dated`: plain minutes in which another number holds; sorted, disjoint, values 0 or more
 */
export interface ClockLevels {
  readonly week: readonly Level[];
  readonly dated: readonly Level[];
}

/** How dated stretches are told: each as it is, or all of a day by their smallest number. */
export type Precision = "exact" | "byDay";

/**
 * The dates `[from, to)` whose clock changes are known where they have to be written down.
 *
 * Fixed, so that what is made of them is the same on whatever day it is made.
 */
export const clockChangeDates: { readonly from: EpochDay; readonly to: EpochDay } = {
  from: toEpochDay(2026, 1, 1),
  to: toEpochDay(2046, 1, 1),
};

/** What the timeline says in each of its segments, read by `read`. */
export function computeLimitLevels(
  timeline: Timeline,
  read: (segment: Segment) => number,
): ClockLevels {
  return computeLevels(timeline, { read, afterMinutes: 0, maxLevels: [], precision: "exact" });
}

/**
 * The instances that must have arrived.
 *
 * The smallest min of the last `afterMinutes`: a rise counts that much later, a fall at once. In a pause,
 * none. Where a clock change makes those minutes other ones than the wall clock says, or shows an hour
 * twice in which min changes, the smallest min of all that may be meant: AWS does not say when an action
 * in such an hour fires.
 *
 * In:  `byDay`: on dates that differ from the week, the smallest of the day, which takes fewer words
 * Out: never more than the timeline asks for
 */
export function computeExpectedLevels(
  timeline: Timeline,
  afterMinutes: number,
  precision: Precision,
): ClockLevels {
  const read = getExpectedMin;
  const bounds = findMaxAtChanges(timeline, afterMinutes);
  return computeLevels(timeline, { read, afterMinutes, maxLevels: bounds, precision });
}

function getExpectedMin({ limits, paused }: Segment): number {
  return paused === true ? 0 : limits.min;
}

interface LevelRule {
  readonly read: (segment: Segment) => number;
  readonly afterMinutes: number;
  readonly maxLevels: readonly Level[];
  readonly precision: Precision;
}

function computeLevels(timeline: Timeline, rule: LevelRule): ClockLevels {
  const weekly = { timezone: timeline.timezone, week: timeline.week };
  const monday = { from: epochMonday, to: epochMonday + minutesPerWeek };
  return {
    week: computeLastingLevels(weekly, monday, rule).map(({ from, to, value }) => {
      return { from: from - epochMonday, to: to - epochMonday, value };
    }),
    dated: findSpecialIntervals(timeline, weekly, rule).flatMap((stretch) => {
      const inForce = rule.maxLevels.reduce(
        applyMax,
        computeLastingLevels(timeline, stretch, rule),
      );
      const usual = computeLastingLevels(weekly, stretch, rule);
      return findDifferences(pairLevels(inForce, usual), rule.precision);
    }),
  };
}

/** So that what differs on both sides of a weekend is one stretch, if nothing else holds in between. */
const restMinutes = 3 * 1440;

/** Where something may differ from the week: around what differs itself, and around clock changes. */
function findSpecialIntervals(
  timeline: Timeline,
  weekly: Timeline,
  rule: LevelRule,
): readonly Interval[] {
  const { dated } = timeline;
  if (dated === undefined) return mergeIntervals(rule.maxLevels);
  const all = { from: dated.from * 1440, to: dated.to * 1440 };
  const rightNow = { read: rule.read, afterMinutes: 0 };
  const compared = pairLevels(
    computeLastingLevels(timeline, all, rightNow),
    computeLastingLevels(weekly, all, rightNow),
  );
  const differing = compared.filter(({ value, usual }) => value !== usual);
  return mergeIntervals([
    ...differing.map(({ from, to }) => ({ from, to: to + rule.afterMinutes + restMinutes })),
    ...rule.maxLevels,
  ]);
}

/**
 * The most that may be expected around clock changes.
 *
 * After a gap, `afterMinutes` of real time reach back over more of the wall clock, by the gap's length.
 * An overlap's minutes come twice, so each is preceded by all of them.
 */
function findMaxAtChanges(timeline: Timeline, afterMinutes: number): readonly Level[] {
  const { from: firstDay, to: lastDay } = clockChangeDates;
  return listGapsAndOverlaps(timeline.timezone, firstDay, lastDay).flatMap(({ kind, from, to }) => {
    const length = to - from;
    if (kind === "gap") {
      const rule = { read: getExpectedMin, afterMinutes: afterMinutes + length };
      return computeLastingLevels(timeline, { from: to, to: to + afterMinutes }, rule);
    }
    const rule = { read: getExpectedMin, afterMinutes: 0 };
    const values = computeLastingLevels(timeline, { from, to }, rule).map(({ value }) => value);
    return [{ from, to, value: Math.min(...values) }];
  });
}

/** The smallest value of the last `afterMinutes`, at each minute of a stretch. */
function computeLastingLevels(
  timeline: Timeline,
  { from, to }: Interval,
  { read, afterMinutes }: Pick<LevelRule, "read" | "afterMinutes">,
): readonly Level[] {
  const segments = listSegments(timeline, from - afterMinutes, to);
  const starts = [from, ...listChangesWithin(segments, afterMinutes, { from, to })];
  let oldest = 0;
  const levels = starts.map((start) => {
    while ((segments[oldest]?.to ?? Infinity) <= start - afterMinutes) oldest++;
    let value = Infinity;
    for (let next = oldest; (segments[next]?.from ?? Infinity) <= start; next++) {
      const segment = segments[next];
      if (segment !== undefined) value = Math.min(value, read(segment));
    }
    return { from: start, to, value };
  });
  return levels
    .filter(({ value }, index) => value !== levels[index - 1]?.value)
    .map(extendToNext(to));
}

/** Where a segment begins, or has begun `afterMinutes` ago. Out: sorted, inside the stretch, none twice */
function listChangesWithin(
  segments: readonly Segment[],
  afterMinutes: number,
  { from, to }: Interval,
): readonly number[] {
  const changes: number[] = [];
  let [next, delayed] = [0, 0];
  for (;;) {
    const beginning = segments[next]?.from ?? Infinity;
    const begun = (segments[delayed]?.from ?? Infinity) + afterMinutes;
    const at = Math.min(beginning, begun);
    if (at >= to) return changes;
    if (at > from) changes.push(at);
    if (beginning === at) next++;
    if (begun === at) delayed++;
  }
}

/** A level ends where the next one begins, the last one at `endTransition`. */
function extendToNext(end: number) {
  return ({ from, value }: Level, index: number, levels: readonly Level[]): Level => ({
    from,
    to: levels[index + 1]?.from ?? end,
    value,
  });
}

/** The levels, nowhere in the bound's stretch above it. */
function applyMax(levels: readonly Level[], bound: Level): readonly Level[] {
  const touched = levels.some(({ from, to, value }) => {
    return from < bound.to && to > bound.from && value > bound.value;
  });
  if (!touched) return levels;
  return levels.flatMap((level) => {
    const [from, to] = [Math.max(level.from, bound.from), Math.min(level.to, bound.to)];
    if (from >= to) return [level];
    const pieces = [
      { ...level, to: from },
      { from, to, value: Math.min(level.value, bound.value) },
      { ...level, from: to },
    ];
    return pieces.filter((piece) => piece.from < piece.to);
  });
}

/** A stretch with what holds in it, and what would hold if only the week counted. */
interface Compared extends Level {
  readonly usual: number;
}

/**
 * The fewest stretches in which something else holds than in the week.
 *
 * In:  gapless
 * Out: a stretch goes on over minutes in which its value is the usual one
 */
function findDifferences(compared: readonly Compared[], precision: Precision): readonly Level[] {
  const found: Level[] = [];
  let open: Level | undefined;
  for (const { from, to, value, usual } of compared) {
    if (open !== undefined) {
      const isSameDay = precision === "byDay" && from < open.from + 1440;
      const goesOn: boolean = isSameDay || value === open.value;
      open = goesOn ? { ...open, value: Math.min(open.value, value) } : undefined;
    }
    if (value === usual) continue;
    if (open !== undefined) found.pop();
    open = { from: open?.from ?? from, to, value: open?.value ?? value };
    found.push(open);
  }
  return found;
}

/** In: both gapless over the same stretch */
function pairLevels(inForce: readonly Level[], weekly: readonly Level[]): readonly Compared[] {
  const compared: Compared[] = [];
  let [now, usually] = [0, 0];
  for (;;) {
    const [level, usual] = [inForce[now], weekly[usually]];
    if (level === undefined || usual === undefined) return compared;
    const to = Math.min(level.to, usual.to);
    const from = compared.at(-1)?.to ?? level.from;
    compared.push({ from, to, value: level.value, usual: usual.value });
    if (level.to === to) now++;
    if (usual.to === to) usually++;
  }
}
