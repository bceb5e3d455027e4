import { isEqualLimits, type Limits } from "./model";
import type { EpochDay, PlainMinute } from "./time/plain-date-time";

/** Minutes or days `[from, to)`. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

/** Merges overlapping and adjacent intervals, in any order; drops empty ones. Sorted, with gaps between neighbors. */
export function mergeIntervals(intervals: readonly Interval[]): readonly Interval[] {
  const merged: Interval[] = [];
  for (const { from, to } of intervals.toSorted((a, b) => a.from - b.from)) {
    if (to <= from) continue;
    const last = merged.at(-1);
    if (last !== undefined && from <= last.to) {
      merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, to) };
    } else {
      merged.push({ from, to });
    }
  }
  return merged;
}

/** Groups entries by key, in the order of each group's first entry; no group is empty. */
export function groupBy<T>(entries: readonly T[], toKey: (entry: T) => string): readonly (readonly [T, ...T[]])[] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const entry of entries) {
    const group = groups.get(toKey(entry));
    if (group === undefined) groups.set(toKey(entry), [entry]);
    else group.push(entry);
  }
  return [...groups.values()];
}

/**
 * An interval `[from, to)` of wall-clock time with one pair of limits.
 *
 * `reasons`: the layers that decide, as in `["window office", "readyBefore"]`, `["exception bavaria",
 * "baseline"]`, `["override press day"]`, `["pause"]`.
 * `paused`: no action may fire (an override with `pause: true`). The limits are only what is expected.
 */
export interface Segment {
  readonly from: PlainMinute;
  readonly to: PlainMinute;
  readonly limits: Limits;
  readonly reasons: readonly string[];
  readonly paused?: true;
}

/**
 * The limits at every moment, on the wall clock of the timetable's zone.
 *
 * `week`: repeats every week, in minutes of the week `[0, 10080)`, 0 = Monday 00:00. Sorted and gapless.
 * Neighbors differ in limits or reasons.
 * `dated`: replaces the week on the dates `[from, to)`, in plain minutes. Sorted and gapless. Equals the week
 * at both ends. Absent if no date matters.
 */
export interface Timeline {
  readonly timezone: string;
  readonly week: readonly Segment[];
  readonly dated?: { readonly from: EpochDay; readonly to: EpochDay; readonly segments: readonly Segment[] };
}

export const minutesPerWeek = 10_080;

/** Plain minute of Monday 1970-01-05, where a `Timeline.week` begins. */
export const epochMonday = 4 * 1440;

/**
 * Lists a timeline's segments in plain minutes, cut to `[from, to)`: sorted, gapless. Neighbors may be equal
 * where the week begins again or the dated part begins or ends.
 */
export function listSegments(timeline: Timeline, from: PlainMinute, to: PlainMinute): readonly Segment[] {
  const { dated } = timeline;
  if (dated === undefined) return repeatWeek(timeline.week, from, to);
  const before = repeatWeek(timeline.week, from, Math.min(to, dated.from * 1440));
  const after = repeatWeek(timeline.week, Math.max(from, dated.to * 1440), to);
  return before.concat(cutSegments(dated.segments, from, to), after);
}

/** Finds the segment in force at a plain minute. A segment of the week ends with the week. */
export function findSegment(timeline: Timeline, at: PlainMinute): Segment {
  const { dated } = timeline;
  const isDated = dated !== undefined && at >= dated.from * 1440 && at < dated.to * 1440;
  const week = isDated ? 0 : findWeekStart(at);
  const segments = isDated ? dated.segments : timeline.week;
  const segment = segments[findSegmentIndex(segments, at - week)];
  if (segment === undefined) throw new Error(`bug: timeline has no segment at plain minute ${at}`);
  return week === 0 ? segment : shiftToWeek(segment, week);
}

/** Cuts sorted, gapless segments to `[from, to)`. Empty if they do not meet it. */
export function cutSegments(segments: readonly Segment[], from: PlainMinute, to: PlainMinute): readonly Segment[] {
  const inside: Segment[] = [];
  if (from >= to) return inside;
  for (let index = findSegmentIndex(segments, from); index < segments.length; index++) {
    const segment = segments[index];
    if (segment === undefined || segment.from >= to) break;
    if (segment.to <= from) continue;
    const fits = segment.from >= from && segment.to <= to;
    inside.push(fits ? segment : { ...segment, from: Math.max(segment.from, from), to: Math.min(segment.to, to) });
  }
  return inside;
}

function repeatWeek(week: readonly Segment[], from: PlainMinute, to: PlainMinute): readonly Segment[] {
  const segments: Segment[] = [];
  for (let start = findWeekStart(from); start < to; start += minutesPerWeek) {
    const whole = start >= from && start + minutesPerWeek <= to;
    const parts = whole ? week : cutSegments(week, from - start, to - start);
    for (const segment of parts) segments.push(shiftToWeek(segment, start));
  }
  return segments;
}

function findWeekStart(at: PlainMinute): PlainMinute {
  return epochMonday + Math.floor((at - epochMonday) / minutesPerWeek) * minutesPerWeek;
}

/** Moves a segment to another week. The week has no pauses, and a spread is ten times slower. */
function shiftToWeek({ from, to, limits, reasons }: Segment, start: PlainMinute): Segment {
  return { from: from + start, to: to + start, limits, reasons };
}

/** Finds the last segment that starts at or before the minute, else 0. */
function findSegmentIndex(segments: readonly Segment[], at: number): number {
  let [low, high] = [0, segments.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((segments[middle]?.from ?? Infinity) <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Merges neighbors that are equal in limits, reasons and pause. Needs sorted, gapless segments. */
export function mergeSegments(segments: readonly Segment[]): readonly Segment[] {
  const merged: Segment[] = [];
  for (const segment of segments) {
    const last = merged.at(-1);
    if (last !== undefined && isEqualSegment(last, segment)) {
      merged[merged.length - 1] = { ...last, to: segment.to };
    } else {
      merged.push(segment);
    }
  }
  return merged;
}

function isEqualSegment(a: Segment, b: Segment): boolean {
  return isEqualLimits(a.limits, b.limits) && a.paused === b.paused && isEqualLayers(a.reasons, b.reasons);
}

function isEqualLayers(a: readonly string[], b: readonly string[]): boolean {
  return a === b || (a.length === b.length && a.every((layer, index) => layer === b[index]));
}

/** Finds the Monday of a date's week. */
export function findMonday(day: EpochDay): EpochDay {
  const first = epochMonday / 1440;
  return first + Math.floor((day - first) / 7) * 7;
}
