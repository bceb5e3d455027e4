import { isEqualLimits, type Limits } from "./model";
import type { EpochDay, PlainMinute } from "./time/plain-date-time";

/** Minutes or days `[from, to)`. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

/**
 * The same moments in as few stretches as can be.
 *
 * In:  any order, overlapping or not; empty and backward ones count as nothing
 * Out: sorted, with a gap between neighbours
 */
export function mergeIntervals(stretches: readonly Interval[]): readonly Interval[] {
  const joined: Interval[] = [];
  for (const { from, to } of stretches.toSorted((a, b) => a.from - b.from)) {
    if (to <= from) continue;
    const last = joined.at(-1);
    if (last !== undefined && from <= last.to) {
      joined[joined.length - 1] = { from: last.from, to: Math.max(last.to, to) };
    } else {
      joined.push({ from, to });
    }
  }
  return joined;
}

/**
 * A stretch `[from, to)` of wall-clock time with one pair of limits.
 *
 * `because` names the layers that decide, e.g. `["window office"]`, `["window office", "window batch"]`,
 * `["baseline"]`, `["exception bavaria", "baseline"]`, `["window office", "readyBefore"]`,
 * `["override press day"]`, `["pause"]`.
 * `paused`: nothing may fire inside (an override with `pause: true`), the limits are only what is expected.
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
 * `week`:  what repeats every week, in minutes of the week `[0, 10080)`, 0 = Monday 00:00; sorted,
 *          gapless, first `from` 0, last `to` 10080; neighbours differ in limits or because
 * `dated`: what replaces it on the dates `[from, to)`, in plain minutes; sorted, gapless, first `from`
 *          is midnight of `from`, last `to` midnight of `to`. Absent when nothing is bound to a date.
 *          At both ends the stretch agrees with the week, so one can walk across.
 */
export interface Timeline {
  readonly timezone: string;
  readonly week: readonly Segment[];
  readonly dated?: {
    readonly from: EpochDay;
    readonly to: EpochDay;
    readonly segments: readonly Segment[];
  };
}

/** Minutes in a week: the period of `Timeline.week`. */
export const minutesPerWeek = 10_080;

/** Plain minute of the Monday after 1970-01-01, which was a Thursday: a place where `Timeline.week` begins. */
export const epochMonday = 4 * 1440;

/**
 * The timeline over `[from, to)`.
 *
 * In:  plain minutes, from < to
 * Out: segments in plain minutes, sorted, gapless, cut to `[from, to)`; neighbours may be equal where
 *      the week begins again or the dated stretch begins or ends
 */
export function listSegments(
  timeline: Timeline,
  from: PlainMinute,
  to: PlainMinute,
): readonly Segment[] {
  const { dated } = timeline;
  if (dated === undefined) return repeatWeek(timeline.week, from, to);
  const before = repeatWeek(timeline.week, from, Math.min(to, dated.from * 1440));
  const after = repeatWeek(timeline.week, Math.max(from, dated.to * 1440), to);
  return before.concat(cutSegments(dated.segments, from, to), after);
}

/** The segment in force at one plain minute: the whole of it, except that one of the week ends with the week. */
export function findSegment(timeline: Timeline, at: PlainMinute): Segment {
  const { dated } = timeline;
  const isDated = dated !== undefined && at >= dated.from * 1440 && at < dated.to * 1440;
  const week = isDated ? 0 : findWeekStart(at);
  const segments = isDated ? dated.segments : timeline.week;
  const segment = segments[findSegmentIndex(segments, at - week)];
  if (segment === undefined) throw new Error(`bug: timeline has no segment at plain minute ${at}`);
  return week === 0 ? segment : shiftToWeek(segment, week);
}

/**
 * What lies within `[from, to)`.
 *
 * In:  segments sorted and gapless
 * Out: the first and last cut where the stretch begins and ends; empty when they lie apart or from >= to
 */
export function cutSegments(
  segments: readonly Segment[],
  from: PlainMinute,
  to: PlainMinute,
): readonly Segment[] {
  const inside: Segment[] = [];
  if (from >= to) return inside;
  for (let index = findSegmentIndex(segments, from); index < segments.length; index++) {
    const segment = segments[index];
    if (segment === undefined || segment.from >= to) break;
    if (segment.to <= from) continue;
    const fits = segment.from >= from && segment.to <= to;
    inside.push(
      fits
        ? segment
        : { ...segment, from: Math.max(segment.from, from), to: Math.min(segment.to, to) },
    );
  }
  return inside;
}

/** The week's segments, again and again, over `[from, to)`. */
function repeatWeek(
  week: readonly Segment[],
  from: PlainMinute,
  to: PlainMinute,
): readonly Segment[] {
  const segments: Segment[] = [];
  for (let start = findWeekStart(from); start < to; start += minutesPerWeek) {
    const whole = start >= from && start + minutesPerWeek <= to;
    const parts = whole ? week : cutSegments(week, from - start, to - start);
    for (const segment of parts) segments.push(shiftToWeek(segment, start));
  }
  return segments;
}

/** The last Monday midnight at or before the minute. */
function findWeekStart(at: PlainMinute): PlainMinute {
  return epochMonday + Math.floor((at - epochMonday) / minutesPerWeek) * minutesPerWeek;
}

/** The same segment in another week. The week has no pauses, and a spread costs ten times as much. */
function shiftToWeek({ from, to, limits, reasons: because }: Segment, start: PlainMinute): Segment {
  return { from: from + start, to: to + start, limits, reasons: because };
}

/** Index of the last segment that starts at or before the minute, 0 when there is none. */
function findSegmentIndex(segments: readonly Segment[], at: number): number {
  let [low, high] = [0, segments.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((segments[middle]?.from ?? Infinity) <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}

/**
 * The same step function in as few segments as can be.
 *
 * In:  segments sorted and gapless
 * Out: no two neighbours are equal in limits, because and paused
 */
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
  return (
    isEqualLimits(a.limits, b.limits) &&
    a.paused === b.paused &&
    isEqualLayers(a.reasons, b.reasons)
  );
}

function isEqualLayers(a: readonly string[], b: readonly string[]): boolean {
  return a === b || (a.length === b.length && a.every((layer, index) => layer === b[index]));
}

/** The Monday of the week in which a date lies. */
export function findMonday(day: EpochDay): EpochDay {
  const first = epochMonday / 1440;
  return first + Math.floor((day - first) / 7) * 7;
}
