import { listFirings } from "../plan/replay";
import { findMinutesLate, listLimitsOverTime, type RealSegment, type ReportedEndpoint } from "../plan/usage";
import { findSegment, isEqualLimits, type Limits, type Segment } from "../timetable";
import { type EpochMinute, toFirstPassMinute } from "../timetable/time";
import { findOverrideState, type OverrideState } from "./endpoint-report";

/** Why an endpoint has its limits at one moment, and the next change. */
export interface Explanation {
  readonly at: EpochMinute;
  readonly limits: Limits;
  readonly reasons: readonly string[];
  /** By how much AWS may be late to set these limits; absent except in a doubled hour. */
  readonly minutesLate?: number;
  /** The last change; absent, like `next`, if it is more than a year away. */
  readonly since?: EpochMinute;
  /** The last firing up to the moment. */
  readonly setBy?: ActionFiring;
  readonly override?: OverrideState;
  /** What the usual week has at this time, if this date differs. */
  readonly usual?: Pick<Segment, "limits" | "reasons">;
  readonly next?: Pick<Segment, "limits" | "reasons"> & {
    readonly at: EpochMinute;
    readonly minutesLate?: number;
    readonly action?: string;
  };
}

interface ActionFiring {
  readonly at: EpochMinute;
  readonly action: string;
}

/** Days searched around the moment: the next value only if the one before found nothing. */
const searchDays = [9, 60, 400];

/**
 * Explains the limits at one moment.
 * @returns undefined for an endpoint without timeline and plan
 */
export function explainLimits(endpoint: ReportedEndpoint, at: EpochMinute): Explanation | undefined {
  const [now] = listLimitsOverTime(endpoint, at, at + 1);
  if (now === undefined) return undefined;
  const usual = findUsualSegment(endpoint, at);
  const since = findLastChange(endpoint, at, now.limits);
  const setBy = findLastFiring(endpoint, at);
  const next = findNextChange(endpoint, at, now.limits);
  const override = findOverrideState(endpoint, at);
  return {
    at,
    limits: now.limits,
    reasons: now.reasons,
    ...describeLateness(endpoint, at),
    ...(since === undefined ? {} : { since }),
    ...(setBy === undefined ? {} : { setBy }),
    ...(override === undefined ? {} : { override }),
    ...(usual === undefined || isEqualLimits(usual.limits, now.limits) ? {} : { usual }),
    ...(next === undefined ? {} : { next }),
  };
}

function describeLateness(endpoint: ReportedEndpoint, at: EpochMinute): Pick<Explanation, "minutesLate"> {
  const minutesLate = findMinutesLate(endpoint, at);
  return minutesLate === 0 ? {} : { minutesLate };
}

function findUsualSegment(endpoint: ReportedEndpoint, at: EpochMinute): Segment | undefined {
  const { timeline } = endpoint;
  if (timeline === undefined) return undefined;
  const { timezone, week } = timeline;
  return findSegment({ timezone, week }, toFirstPassMinute(timezone, at));
}

function findLastChange(endpoint: ReportedEndpoint, at: EpochMinute, limits: Limits): EpochMinute | undefined {
  for (const days of searchDays) {
    const segments = listLimitsOverTime(endpoint, at - days * 1440, at + 1);
    const index = segments.findLastIndex((segment) => !isEqualLimits(segment.limits, limits));
    if (index >= 0) return segments[index]?.to;
  }
  return undefined;
}

function findNextChange(endpoint: ReportedEndpoint, at: EpochMinute, limits: Limits): Explanation["next"] {
  for (const days of searchDays) {
    const next = listLimitsOverTime(endpoint, at, at + days * 1440).find(
      (segment: RealSegment) => !isEqualLimits(segment.limits, limits),
    );
    if (next === undefined) continue;
    const action = findFiringWithin(endpoint, next.from, next.from + 1)?.action;
    return {
      at: next.from,
      limits: next.limits,
      reasons: next.reasons,
      ...describeLateness(endpoint, next.from),
      ...(action === undefined ? {} : { action }),
    };
  }
  return undefined;
}

function findLastFiring(endpoint: ReportedEndpoint, at: EpochMinute): ActionFiring | undefined {
  for (const days of searchDays) {
    const fired = findFiringWithin(endpoint, at - days * 1440, at + 1);
    if (fired !== undefined) return fired;
  }
  return undefined;
}

/** The last firing in `[from, to)`. */
function findFiringWithin({ plan }: ReportedEndpoint, from: EpochMinute, to: EpochMinute): ActionFiring | undefined {
  const actions = plan?.actions ?? [];
  const fired = listFirings(actions, { from, to, overlap: "once" });
  const [at, index] = [fired.at.at(-1), fired.action.at(-1)];
  const action = index === undefined ? undefined : actions[index];
  return at === undefined || action === undefined ? undefined : { at, action: action.name };
}
