import {
  type Limits,
  listSegments,
  mergeSegments,
  type Segment,
  type Timeline,
} from "../../timetable";
import {
  type EpochMinute,
  listOffsets,
  type PlainMinute,
  toEpochMinute,
} from "../../timetable/time";
import type { ScheduledAction } from "../cron";
import { listFirings, replayActions } from "../replay";
import { chooseShownZone, type ReportedEndpoint } from "./reported-endpoint";

/** A stretch `[from, to)` of real time with one pair of limits; otherwise as `Segment`. */
export type RealSegment = Omit<Segment, "from" | "to"> & {
  readonly from: EpochMinute;
  readonly to: EpochMinute;
};

/**
 * The limits over real time: a missing hour is not there, a doubled one is there twice.
 *
 * In:  an endpoint with a timeline or a plan; from < to
 * Out: sorted, gapless over `[from, to)`, neighbours differ; empty when there is neither
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

function listTimelineSegments(
  timeline: Timeline,
  from: EpochMinute,
  to: EpochMinute,
): readonly RealSegment[] {
  return mergeSegments(
    listOffsets(timeline.timezone, from, to).flatMap(({ from, to, offsetMinutes }) =>
      listSegments(timeline, from + offsetMinutes, to + offsetMinutes).map((segment) => ({
        ...segment,
        from: segment.from - offsetMinutes,
        to: segment.to - offsetMinutes,
      })),
    ),
  );
}

/** The raw form: what the last firing set holds until the next one, the baseline before the first. */
function listActionSegments(
  actions: readonly ScheduledAction[],
  baseline: Limits,
  from: EpochMinute,
  to: EpochMinute,
): readonly RealSegment[] {
  const last = findLastFiring(actions, from);
  const { steps } = replayActions(actions, {
    from,
    to,
    overlap: "once",
    initial: last ?? baseline,
  });
  return steps.map(({ from: at, limits, action = last?.name }, index) => ({
    from: at,
    to: steps[index + 1]?.from ?? to,
    limits: { min: limits.min, max: limits.max },
    reasons: [action === undefined ? "baseline" : `schedule ${action}`],
  }));
}

/** Looked back through one after the other, in days: most actions fire every week, some every leap year. */
const lookBackDays = [8, 40, 400, 1500];

/** The action that fired last before a moment. */
function findLastFiring(
  actions: readonly ScheduledAction[],
  before: EpochMinute,
): ScheduledAction | undefined {
  for (const days of lookBackDays) {
    const span = { from: before - days * 1440, to: before, overlap: "once" as const };
    const last = listFirings(actions, span).action.at(-1);
    if (last !== undefined) return actions[last];
  }
  return undefined;
}

/**
 * The limits on the wall clock of the endpoint's zone, for grids: every hour once.
 *
 * In:  from < to
 * Out: sorted, gapless over `[from, to)`, neighbours differ. For the raw form a missing hour shows
 *      what held before it, a doubled one what held in its first pass
 */
export function listLimitsOnClock(
  endpoint: ReportedEndpoint,
  from: PlainMinute,
  to: PlainMinute,
): readonly Segment[] {
  if (endpoint.timeline !== undefined) {
    return mergeSegments(listSegments(endpoint.timeline, from, to));
  }
  const zone = chooseShownZone(endpoint);
  const [start, end] = [toEpochMinute(zone, from, "earlier"), toEpochMinute(zone, to, "later")];
  return mergeSegments(
    listOffsets(zone, start, end).reduce<readonly Segment[]>((done, stretch) => {
      const { offsetMinutes } = stretch;
      const reached = done.at(-1)?.to ?? from;
      const shown = listLimitsOverTime(endpoint, stretch.from, stretch.to)
        .map((s) => ({ ...s, from: s.from + offsetMinutes, to: s.to + offsetMinutes }))
        .filter((s) => s.to > reached && s.from < to)
        .map((s) => ({ ...s, from: Math.max(s.from, reached), to: Math.min(s.to, to) }));
      return [...extendLast(done, shown[0]?.from), ...shown];
    }, []),
  );
}

/** A hole before `next` is filled with what held before it. */
function extendLast(
  segments: readonly Segment[],
  next: PlainMinute | undefined,
): readonly Segment[] {
  const last = segments.at(-1);
  if (last === undefined || next === undefined || last.to >= next) return segments;
  return [...segments.slice(0, -1), { ...last, to: next }];
}
