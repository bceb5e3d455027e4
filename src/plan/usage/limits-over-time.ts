import { isEqualLimits, type Limits, listSegments, mergeSegments, type Segment, type Timeline } from "../../timetable";
import {
  type EpochMinute,
  listGapsAndOverlaps,
  listOffsets,
  type PlainMinute,
  toEpochMinute,
} from "../../timetable/time";
import type { ScheduledAction } from "../cron";
import { listFirings, replayActions } from "../replay";
import { chooseShownZone, type ReportedEndpoint } from "./reported-endpoint";

/** A `Segment` in real time. */
export type RealSegment = Omit<Segment, "from" | "to"> & { readonly from: EpochMinute; readonly to: EpochMinute };

/**
 * Lists an endpoint's limits over real time. What changes in a doubled hour changes in its first pass.
 * @returns Sorted, gapless over `[from, to)`, neighbors differ. Empty without timeline and plan.
 */
export function listLimitsOverTime(
  endpoint: ReportedEndpoint,
  from: EpochMinute,
  to: EpochMinute,
): readonly RealSegment[] {
  if (endpoint.timeline !== undefined) return listTimelineSegments(endpoint.timeline, from, to);
  const baseline = endpoint.config?.baseline ?? endpoint.plan?.registered;
  if (endpoint.plan === undefined || baseline === undefined) return [];
  return listActionSegments(endpoint.plan.actions, baseline, from, to);
}

/** By span. Endpoints with the same timetable share their timeline, and reports and checks ask for the same year. */
const knownSegments = new WeakMap<Timeline, Map<string, readonly RealSegment[]>>();

function listTimelineSegments(timeline: Timeline, from: EpochMinute, to: EpochMinute): readonly RealSegment[] {
  const known = knownSegments.get(timeline) ?? new Map<string, readonly RealSegment[]>();
  knownSegments.set(timeline, known);
  const span = `${from} ${to}`;
  const segments = known.get(span) ?? computeTimelineSegments(timeline, from, to);
  known.set(span, segments);
  return segments;
}

/** The second pass of an overlap keeps the limits at the end of the first. */
function computeTimelineSegments(timeline: Timeline, from: EpochMinute, to: EpochMinute): readonly RealSegment[] {
  let reached = -Infinity;
  const segments = listOffsets(timeline.timezone, from - 1440, to).flatMap((interval) => {
    const { offsetMinutes } = interval;
    const start = Math.max(reached, interval.from + offsetMinutes);
    const end = interval.to + offsetMinutes;
    reached = Math.max(reached, end);
    if (start >= end) return [];
    return listSegments(timeline, start, end).map((segment) => ({ ...segment, from: segment.from - offsetMinutes }));
  });
  const gapless = segments.map((segment, index) => ({
    ...segment,
    from: Math.max(from, segment.from),
    to: segments[index + 1]?.from ?? to,
  }));
  return mergeSegments(gapless.filter((segment) => segment.from < segment.to));
}

/**
 * Finds by how many minutes AWS may be late to set the limits of a moment: 0, or the length of an overlap in whose
 * first pass they begin, because AWS may fire only in the second.
 */
export function findMinutesLate(endpoint: ReportedEndpoint, at: EpochMinute): number {
  const day = Math.floor(at / 1440);
  const overlap = listGapsAndOverlaps(chooseShownZone(endpoint), day - 1, day + 2).find(
    (change) => change.kind === "overlap" && Math.abs(at - change.at) < change.to - change.from + 1,
  );
  if (overlap === undefined) return 0;
  const minutes = overlap.to - overlap.from;
  const segments = listLimitsOverTime(endpoint, at - 2 * 1440, at + 1);
  const last = segments.at(-1)?.limits ?? { min: 0, max: 0 };
  const start = segments[segments.findLastIndex(({ limits }) => !isEqualLimits(limits, last)) + 1]?.from ?? at;
  const isInFirstPass = start >= overlap.at - minutes && start < overlap.at;
  return isInFirstPass && at < start + minutes ? minutes : 0;
}

/** For AWS's own schedules: each firing sets the limits until the next. The baseline applies before the first. */
function listActionSegments(
  actions: readonly ScheduledAction[],
  baseline: Limits,
  from: EpochMinute,
  to: EpochMinute,
): readonly RealSegment[] {
  const last = findLastFiring(actions, from);
  const { steps } = replayActions(actions, { from, to, overlap: "once", initial: last ?? baseline });
  return steps.map(({ from: at, limits, action = last?.name }, index) => ({
    from: at,
    to: steps[index + 1]?.from ?? to,
    limits: { min: limits.min, max: limits.max },
    reasons: [action === undefined ? "baseline" : `schedule ${action}`],
  }));
}

/** Most actions fire every week, some only every leap year. */
const lookBackDays = [8, 40, 400, 1500];

/** Finds the last action that fired before a moment. */
function findLastFiring(actions: readonly ScheduledAction[], before: EpochMinute): ScheduledAction | undefined {
  for (const days of lookBackDays) {
    const span = { from: before - days * 1440, to: before, overlap: "once" as const };
    const last = listFirings(actions, span).action.at(-1);
    if (last !== undefined) return actions[last];
  }
  return undefined;
}

/**
 * Lists an endpoint's limits on its wall clock, for grids with every hour once. For AWS's own schedules a gap
 * shows the limits before it, an overlap those of its first pass.
 * @returns Sorted, gapless over `[from, to)`, neighbors differ.
 */
export function listLimitsOnClock(endpoint: ReportedEndpoint, from: PlainMinute, to: PlainMinute): readonly Segment[] {
  if (endpoint.timeline !== undefined) {
    return mergeSegments(listSegments(endpoint.timeline, from, to));
  }
  const zone = chooseShownZone(endpoint);
  const [start, end] = [toEpochMinute(zone, from, "earlier"), toEpochMinute(zone, to, "later")];
  return mergeSegments(
    listOffsets(zone, start, end).reduce<readonly Segment[]>((done, interval) => {
      const { offsetMinutes } = interval;
      const reached = done.at(-1)?.to ?? from;
      const shown = listLimitsOverTime(endpoint, interval.from, interval.to)
        .map((s) => ({ ...s, from: s.from + offsetMinutes, to: s.to + offsetMinutes }))
        .filter((s) => s.to > reached && s.from < to)
        .map((s) => ({ ...s, from: Math.max(s.from, reached), to: Math.min(s.to, to) }));
      return [...extendLast(done, shown[0]?.from), ...shown];
    }, []),
  );
}

/** Fills a hole before `next` with the limits before it. */
function extendLast(segments: readonly Segment[], next: PlainMinute | undefined): readonly Segment[] {
  const last = segments.at(-1);
  if (last === undefined || next === undefined || last.to >= next) return segments;
  return [...segments.slice(0, -1), { ...last, to: next }];
}
