import type { AwsAction } from "../../plan/cron";
import { findNextFirings, listFirings, replayActions, type ReplayStep } from "../../plan/replay";
import type { Problem } from "../../problem";
import { groupBy, isEqualLimits, type Limits, listSegments, type Segment, type Timeline } from "../../timetable";
import {
  type EpochMinute,
  formatLateness,
  formatPlainDate,
  formatPlainTime,
  formatZoned,
  type GapOrOverlap,
  isKnownZone,
  listGapsAndOverlaps,
  parsePlainDate,
  type PlainMinute,
} from "../../timetable/time";
import {
  type EndpointContext,
  type EndpointRule,
  formatLimits,
  formatSchedulePath,
  formatWindowPath,
  getScheduleHorizon,
  type ScheduleHorizon,
} from "./context";

/**
 * Warns of limits that change in an hour that the zone's clock skips or has twice.
 *
 * Only if it makes a difference: an action that fires every few minutes may miss an hour.
 */
export const checkClockChange: EndpointRule = (context) => [
  ...checkTimelineChanges(context),
  ...checkScheduleFirings(context),
];

/** A change of limits inside a gap or overlap. */
interface AffectedChange {
  readonly change: GapOrOverlap;
  readonly time: string;
  readonly limits: Limits;
  /** The layer that begins or ends there: `window night`. */
  readonly layer: string;
}

/** One warning for each time of day and kind of change. */
function checkTimelineChanges(context: EndpointContext): readonly Problem[] {
  const { timeline, plan } = context;
  if (timeline === undefined || plan === undefined || !isKnownZone(timeline.timezone)) return [];
  const [from, to] = [parsePlainDate(plan.horizon.from), parsePlainDate(plan.horizon.to)];
  if (from === undefined || to === undefined) return [];
  const affected = listGapsAndOverlaps(timeline.timezone, from, to).flatMap((change) =>
    listChangesInside(timeline, change),
  );
  const groups = groupBy(affected, ({ change, time, limits, layer }) =>
    JSON.stringify([change.kind, time, limits, layer]),
  );
  return groups.map((group) => createChangeWarning(context.path, timeline.timezone, group));
}

/** Skips a change at the start of a gap: it happens on time. One at the start of an overlap may come late. */
function listChangesInside(timeline: Timeline, change: GapOrOverlap): readonly AffectedChange[] {
  const segments = listSegments(timeline, change.kind === "gap" ? change.from : change.from - 1, change.to);
  return segments.slice(1).flatMap((after, index) => {
    const before = segments[index] ?? after;
    if (isEqualLimits(before.limits, after.limits)) return [];
    const time = formatPlainTime(after.from % 1440);
    return [{ change, time, limits: after.limits, layer: findChangedLayer(before, after) }];
  });
}

/** Finds the layer that begins at the change, else the one that ends there. */
function findChangedLayer(before: Segment, after: Segment): string {
  const begins = after.reasons.find((layer) => !before.reasons.includes(layer));
  const ends = before.reasons.find((layer) => !after.reasons.includes(layer));
  return begins === undefined || begins === "baseline" ? (ends ?? "timetable") : begins;
}

function createChangeWarning(
  path: string,
  zone: string,
  group: readonly [AffectedChange, ...AffectedChange[]],
): Problem {
  const [{ change, time, limits, layer }] = group;
  const dates = group.map((each) => formatDate(each.change.from)).join(", ");
  const [start, end] = [change.from, change.to].map(formatTime);
  const effect =
    change.kind === "gap"
      ? `a time that ${zone} skips on ${dates}: it happens at ${end}`
      : `a time that ${zone} has twice on ${dates}: it happens the first time, but ${describeLateness(change)}`;
  return {
    severity: "warning",
    code: "clock-change",
    path: layer.startsWith("window ") ? formatWindowPath(path, layer.slice("window ".length)) : `${path}.timetable`,
    message: `the change to ${formatLimits(limits)} (${layer}) is at ${time}, ${effect}`,
    expected: "changes at times that occur once every day",
    fix: `move it out of ${start}-${end}, or leave it if those days do not matter`,
  };
}

/** AWS's messages show that it reads cron as Quartz does, which fires in the second pass of an overlap. */
function describeLateness({ from, to }: GapOrOverlap): string {
  return `${formatLateness(to - from)}, because AWS may fire the second time`;
}

/** A firing inside a gap or overlap that decides the limits afterwards. */
interface AffectedFiring {
  readonly action: AwsAction;
  readonly change: GapOrOverlap;
  readonly plain: PlainMinute;
}

/** One warning for each schedule and kind of change. */
function checkScheduleFirings(context: EndpointContext): readonly Problem[] {
  const horizon = getScheduleHorizon(context);
  const { baseline } = context.sections;
  if (horizon === undefined || baseline === undefined) return [];
  const { actions, from, to } = horizon;
  const [once = [], twice = []] = (["once", "twice"] as const).map(
    (overlap) => replayActions(actions, { from, to, overlap, initial: baseline }).steps,
  );
  const zones = [...new Set(actions.map((action) => action.timezone))].filter(isKnownZone);
  const affected = zones.flatMap((zone) =>
    listGapsAndOverlaps(zone, from / 1440, to / 1440)
      .filter(({ at }) => at >= from && at < to)
      .flatMap((change) =>
        change.kind === "gap"
          ? findSkippedFirings(change, zone, horizon, once)
          : findAmbiguousFirings(change, zone, horizon, once, twice),
      ),
  );
  const groups = groupBy(affected, ({ action, change }) => `${change.kind} ${action.name}`);
  return groups.map((group) => createFiringWarning(context.path, group));
}

/** Finds the last firing that a gap skips, unless a firing at the end of the gap replaces it. */
function findSkippedFirings(
  change: GapOrOverlap,
  zone: string,
  { actions }: ScheduleHorizon,
  steps: readonly ReplayStep[],
): readonly AffectedFiring[] {
  const last = listFiringsOnClock(change, zone, actions).at(-1);
  if (last === undefined) return [];
  const gapEnd = { from: change.at, to: change.at + 1, overlap: "once" } as const;
  const isReplaced = listFirings(actions, gapEnd).at.length > 0;
  return isReplaced || isEqualLimits(getLimitsAt(steps, change.at), last.action) ? [] : [last];
}

/** Finds the firings of an overlap, if limits depend on whether AWS fires in its first pass, its second or both. */
function findAmbiguousFirings(
  change: GapOrOverlap,
  zone: string,
  { actions }: ScheduleHorizon,
  once: readonly ReplayStep[],
  twice: readonly ReplayStep[],
): readonly AffectedFiring[] {
  const end = change.at + change.to - change.from;
  const moments = [...once, ...twice].map((step) => step.from);
  const inside = [change.at, ...moments.filter((at) => at > change.at && at <= end)];
  const isSame = inside.every((at) => isEqualLimits(getLimitsAt(once, at), getLimitsAt(twice, at)));
  const affected = listFiringsOnClock(change, zone, actions);
  const names = new Set(affected.map(({ action }) => action.name));
  const start = change.at - (change.to - change.from);
  const isLate = once.some(({ from, action = "" }) => from >= start && from < change.at && names.has(action));
  return isSame && !isLate ? [] : affected;
}

/** Lists what would fire between two wall-clock times on a clock without changes. */
function listFiringsOnClock(
  change: GapOrOverlap,
  zone: string,
  actions: readonly AwsAction[],
): readonly AffectedFiring[] {
  const ofZone = actions.filter((action) => action.timezone === zone);
  const inUtc = ofZone.map((action) => ({ ...action, timezone: "UTC" }));
  const firings = listFirings(inUtc, { from: change.from, to: change.to, overlap: "once" });
  return [...firings.at].flatMap((plain, index) => {
    const action = ofZone[firings.action[index] ?? 0];
    return action === undefined || action.schedule.startsWith("rate") ? [] : [{ action, change, plain }];
  });
}

function getLimitsAt(steps: readonly ReplayStep[], at: EpochMinute): Limits {
  const step = steps.findLast(({ from }) => from <= at) ?? steps[0];
  if (step === undefined) throw new Error("bug: a replay without steps");
  return step.limits;
}

function createFiringWarning(path: string, group: readonly [AffectedFiring, ...AffectedFiring[]]): Problem {
  const [{ action, change, plain }] = group;
  const { name, timezone } = action;
  const dates = [...new Set(group.map((each) => formatDate(each.plain)))].join(", ");
  const effect =
    change.kind === "gap"
      ? `skips on ${dates}: ${describeNextFiring(action, change)}`
      : `has twice on ${dates}: AWS does not say whether it fires the first time, the second or both, so it ${formatLateness(change.to - change.from)}`;
  return {
    severity: "warning",
    code: "clock-change",
    path: `${formatSchedulePath(path, name)}.schedule`,
    message: `"${name}" fires at ${formatTime(plain)}, a time that ${timezone} ${effect}`,
    expected: "firings at times that occur once every day",
    fix: `move it out of ${formatTime(change.from)}-${formatTime(change.to)}`,
  };
}

function describeNextFiring(action: AwsAction, change: GapOrOverlap): string {
  const [next] = findNextFirings([action], change.at, 1);
  const limits = formatLimits(action);
  return next === undefined
    ? `${limits} is never set`
    : `${limits} is not set before ${formatZoned(action.timezone, next.at)}`;
}

function formatDate(minute: PlainMinute): string {
  return formatPlainDate(Math.floor(minute / 1440));
}

function formatTime(minute: PlainMinute): string {
  return formatPlainTime(minute % 1440);
}
