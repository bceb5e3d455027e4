import { type Firing, replayActions } from "../plan/replay";
import {
  chooseShownZone,
  listLimitsOnClock,
  listLimitsOverTime,
  type ReportedEndpoint,
} from "../plan/usage";
import {
  getEffectiveOverride,
  isEqualLimits,
  type Limits,
  minutesPerWeek,
  type Override,
  type Segment,
} from "../timetable";
import {
  type EpochDay,
  type EpochMinute,
  isKnownZone,
  toEpochMinute,
  toPlainMinute,
} from "../timetable/time";

/**
 * The override of an endpoint at a moment, `[from, until)` in real time.
 *
 * `defineLimits`: what holds, with a pause what stays from its beginning on; absent where that is not known
 */
export interface OverrideState {
  readonly kind: "override" | "pause";
  readonly state: "announced" | "in force";
  readonly from: EpochMinute;
  readonly until: EpochMinute;
  readonly limits?: Limits;
  readonly reason?: string;
}

/** The override or pause that is in force, or still to come. Out: undefined where there is none, or it has ended */
export function findOverrideState(
  endpoint: ReportedEndpoint,
  now: EpochMinute,
): OverrideState | undefined {
  const override = getEffectiveOverride(endpoint.config?.timetable?.override);
  const zone = chooseShownZone(endpoint);
  if (override === undefined || !isKnownZone(zone)) return undefined;
  const [from, until] = [override.from, override.until].map((at) =>
    toEpochMinute(zone, at, "compatible"),
  );
  if (from === undefined || until === undefined || until <= now) return undefined;
  const limits = findOverrideLimits(endpoint, override, from);
  return {
    kind: override.use === "pause" ? "pause" : "override",
    state: from <= now ? "in force" : "announced",
    from,
    until,
    ...(limits === undefined ? {} : { limits }),
    ...(override.reason === undefined ? {} : { reason: override.reason }),
  };
}

function findOverrideLimits(
  endpoint: ReportedEndpoint,
  { use }: Override,
  from: EpochMinute,
): Limits | undefined {
  return use === "pause" ? listLimitsOverTime(endpoint, from, from + 1)[0]?.limits : use;
}

/** A firing that moves limits, and what held before it. */
export interface NextChange extends Firing {
  readonly before: Limits;
}

/** Where to look: `createSumMetric` firings at most, from `from` on and before `to`. */
export interface FiringSearch {
  readonly from: EpochMinute;
  readonly to: EpochMinute;
  readonly count: number;
}

/** Searched at once: long enough for most weeks, short enough to be quick. */
const chunkMinutes = 14 * 1440;

/**
 * The firings that move limits; those that only set them again are left out.
 *
 * In:  an endpoint with a plan; `from` < `to`
 * Out: sorted by time; fewer than `createSumMetric` where there are no more before `to`
 */
export function findNextChanges(
  endpoint: ReportedEndpoint,
  { from, to, count }: FiringSearch,
): readonly NextChange[] {
  const actions = endpoint.plan?.actions ?? [];
  const changes: NextChange[] = [];
  let before = listLimitsOverTime(endpoint, from - 1, from)[0]?.limits ?? { min: 0, max: 0 };
  for (let start = from; start < to && changes.length < count; start += chunkMinutes) {
    const span = { from: start, to: Math.min(to, start + chunkMinutes), overlap: "once" as const };
    for (const firing of replayActions(actions, { ...span, initial: before }).firings) {
      if (!isEqualLimits(firing.limits, before)) changes.push({ ...firing, before });
      before = firing.limits;
    }
  }
  return changes.slice(0, count);
}

/** Minutes from Monday 00:00, as grids want them. */
export function listWeekSegments(endpoint: ReportedEndpoint, monday: EpochDay): readonly Segment[] {
  const start = monday * 1440;
  return listLimitsOnClock(endpoint, start, start + minutesPerWeek).map((segment) => ({
    ...segment,
    from: segment.from - start,
    to: segment.to - start,
  }));
}

/** The date of the endpoint's zone on which a moment lies. */
export function toLocalDay(endpoint: ReportedEndpoint, at: EpochMinute): EpochDay {
  return Math.floor(toPlainMinute(chooseShownZone(endpoint), at) / 1440);
}
