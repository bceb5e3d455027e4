import type { EpochDay, PlainMinute } from "../time/plain-date";
import type { Limits } from "./limits";

/**
 * A stretch `[from, to)` of wall-clock time with one pair of limits.
 *
 * `because` names the layers that decide, e.g. `["window office"]`, `["window office", "window batch"]`,
 * `["baseline"]`, `["exception bavaria", "baseline"]`, `["override press day"]`.
 * `paused`: nothing may fire inside (an override with `pause: true`), the limits are only what is expected.
 */
export interface Segment {
  readonly from: PlainMinute;
  readonly to: PlainMinute;
  readonly limits: Limits;
  readonly because: readonly string[];
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
const weekMinutes = 10_080;

/** 1970-01-01 was a Thursday: minutes from the Monday before it. */
const epochMinuteOfWeek = 3 * 1440;

/**
 * The timeline over `[from, to)`.
 *
 * In:  plain minutes, from < to
 * Out: segments in plain minutes, sorted, gapless, cut to `[from, to)`; neighbours may be equal where
 *      the week begins again or the dated stretch begins or ends
 */
export function segmentsBetween(
  timeline: Timeline,
  from: PlainMinute,
  to: PlainMinute,
): readonly Segment[] {
  const { dated } = timeline;
  if (dated === undefined) return weekly(timeline.week, from, to);
  const [datedFrom, datedTo] = [dated.from * 1440, dated.to * 1440];
  return [
    ...weekly(timeline.week, from, Math.min(to, datedFrom)),
    ...cut(dated.segments, from, to),
    ...weekly(timeline.week, Math.max(from, datedTo), to),
  ];
}

/** The segment in force at one plain minute. */
export function segmentAt(timeline: Timeline, at: PlainMinute): Segment {
  const [segment] = segmentsBetween(timeline, at, at + 1);
  if (segment === undefined) throw new Error(`bug: timeline has no segment at plain minute ${at}`);
  return segment;
}

function weekly(week: readonly Segment[], from: PlainMinute, to: PlainMinute): readonly Segment[] {
  const segments: Segment[] = [];
  const offset = (from + epochMinuteOfWeek) % weekMinutes;
  const firstWeek = from - (offset < 0 ? offset + weekMinutes : offset);
  for (let start = firstWeek; start < to; start += weekMinutes) {
    const shifted = week.map((s) => ({ ...s, from: s.from + start, to: s.to + start }));
    segments.push(...cut(shifted, from, to));
  }
  return segments;
}

function cut(segments: readonly Segment[], from: PlainMinute, to: PlainMinute): readonly Segment[] {
  return segments
    .filter((s) => s.to > from && s.from < to)
    .map((s) => ({ ...s, from: Math.max(s.from, from), to: Math.min(s.to, to) }));
}
