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

/** A clock interval `[from, to)` with one value. */
interface Level extends Interval {
  readonly value: number;
}

/**
 * A number at every minute of the wall clock.
 *
 * `week`: minutes of the week `[0, 10080)`, 0 = Monday 00:00; sorted, gapless.
 * `dated`: plain minutes with another number; sorted, disjoint.
 */
export interface ClockLevels {
  readonly week: readonly Level[];
  readonly dated: readonly Level[];
}

/** `byDay`: one number for each date, the smallest of the day. */
export type Precision = "exact" | "byDay";

/** The dates `[from, to)` whose clock changes an expression lists. Fixed, so that it is the same on any day. */
export const clockChangeDates: { readonly from: EpochDay; readonly to: EpochDay } = {
  from: toEpochDay(2026, 1, 1),
  to: toEpochDay(2046, 1, 1),
};

/** Reads a number from each segment of the timeline. */
export function computeLimitLevels(timeline: Timeline, read: (segment: Segment) => number): ClockLevels {
  return computeLevels(timeline, { read, afterMinutes: 0, maxLevels: [], precision: "exact" });
}

/**
 * Computes how many instances must be running: never more than the timeline's min.
 *
 * It is the smallest min of the last `afterMinutes`: a rise counts that much later, a fall at once. In a
 * pause it is 0. After a gap, and in an overlap in which min changes, it is the smallest min that AWS might
 * mean: AWS does not say when an action in an overlap fires.
 */
export function computeExpectedLevels(timeline: Timeline, afterMinutes: number, precision: Precision): ClockLevels {
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
    dated: findSpecialIntervals(timeline, weekly, rule).flatMap((interval) => {
      const inForce = rule.maxLevels.reduce(applyMax, computeLastingLevels(timeline, interval, rule));
      const usual = computeLastingLevels(weekly, interval, rule);
      return findDifferences(pairLevels(inForce, usual), rule.precision);
    }),
  };
}

/** Joins intervals on both sides of a weekend if nothing else happens in between. */
const restMinutes = 3 * 1440;

/** Finds where levels may differ from the week: around dated differences and clock changes. */
function findSpecialIntervals(timeline: Timeline, weekly: Timeline, rule: LevelRule): readonly Interval[] {
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
 * Bounds the levels around clock changes. After a gap, `afterMinutes` of real time reach further back on the
 * wall clock, by the gap's length. Any minute of an overlap may follow any other.
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

/** Computes the smallest value of the last `afterMinutes`, at each minute of an interval. */
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
  return levels.filter(({ value }, index) => value !== levels[index - 1]?.value).map(extendToNext(to));
}

/** Lists where a segment begins, or began `afterMinutes` ago: sorted, inside the interval, each once. */
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

/** Ends a level where the next one begins, and the last one at `end`. */
function extendToNext(end: number) {
  return ({ from, value }: Level, index: number, levels: readonly Level[]): Level => ({
    from,
    to: levels[index + 1]?.from ?? end,
    value,
  });
}

/** Caps the levels in the bound's interval. */
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

/** An interval with its level and the week's level. */
interface Compared extends Level {
  readonly usual: number;
}

/** Finds the fewest intervals that differ from the week. They may include minutes that do not differ. */
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

/** Pairs levels that are gapless over the same interval. */
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
