import type { AwsAction } from "../../plan/cron";
import { findNextFirings, listFirings, replayActions, type ReplayStep } from "../../plan/replay";
import { formatPathStep, type Problem } from "../../problem";
import {
  isEqualLimits,
  type Limits,
  listSegments,
  type Segment,
  type Timeline,
} from "../../timetable";
import {
  type EpochMinute,
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
  formatSchedulePath,
  getScheduleHorizon,
  groupBy,
  type ScheduleHorizon,
} from "./context";

/**
 * What a clock change meddles with: a change of limits at a time that is missing or comes twice on some
 * date of the horizon.
 *
 * Only where it makes a difference: an action that fires again and again may well miss an hour.
 */
export const checkClockChange: EndpointRule = (context) => [
  ...checkTimelineChanges(context),
  ...checkScheduleFirings(context),
];

/** A change of limits inside a missing or doubled hour. */
interface AffectedChange {
  readonly change: GapOrOverlap;
  readonly time: string;
  readonly limits: Limits;
  /** The layer that begins or ends there: `window night`. */
  readonly layer: string;
}

/** Changes of the timetable inside a missing or doubled hour: one warning for each time of day and kind. */
export function checkTimelineChanges(context: EndpointContext): readonly Problem[] {
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

/** A change at the very start of the stretch happens when it should, so only later ones count. */
function listChangesInside(timeline: Timeline, change: GapOrOverlap): readonly AffectedChange[] {
  const segments = listSegments(timeline, change.from, change.to);
  return segments.slice(1).flatMap((after, index) => {
    const before = segments[index] ?? after;
    if (isEqualLimits(before.limits, after.limits)) return [];
    const time = formatPlainTime(after.from % 1440);
    return [{ change, time, limits: after.limits, layer: findChangedLayer(before, after) }];
  });
}

/** What begins at the change, else what ends there. */
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
  const dates = group.map((each) => formatPlainDate(Math.floor(each.change.from / 1440)));
  const window = layer.startsWith("window ") ? layer.slice("window ".length) : undefined;
  const [start, end] = [change.from, change.to].map((minute) => formatPlainTime(minute % 1440));
  const effect =
    change.kind === "gap"
      ? `a time that ${zone} leaves out on ${dates.join(", ")}: it happens at ${end}`
      : `a time that ${zone} shows twice on ${dates.join(", ")}: it happens the first time, and AWS does not say whether actions run again the second time`;
  return {
    severity: "warning",
    code: "clock-change",
    path: `${path}.timetable${window === undefined ? "" : `.windows${formatPathStep(window, false)}`}`,
    message: `the change to min ${limits.min}, max ${limits.max} (${layer}) is at ${time}, ${effect}`,
    expected: "changes at times that every day has once",
    fix: `move it out of ${start}-${end}, or leave it if those days do not matter`,
  };
}

/** A firing inside a missing or doubled hour that decides which limits hold afterwards. */
interface AffectedFiring {
  readonly action: AwsAction;
  readonly change: GapOrOverlap;
  readonly plain: PlainMinute;
}

/** Raw schedules that a missing hour skips, or whose doubled hour is open: one warning for each and kind. */
export function checkScheduleFirings(context: EndpointContext): readonly Problem[] {
  const span = getScheduleHorizon(context);
  const { baseline } = context.sections;
  if (span === undefined || baseline === undefined) return [];
  const { actions, from, to } = span;
  const [once, twice] = (["once", "twice"] as const).map(
    (overlap) => replayActions(actions, { from, to, overlap, initial: baseline }).steps,
  );
  const zones = [...new Set(actions.map((action) => action.timezone))].filter(isKnownZone);
  const affected = zones.flatMap((zone) =>
    listGapsAndOverlaps(zone, from / 1440, to / 1440)
      .filter(({ at }) => at >= from && at < to)
      .flatMap((change) =>
        change.kind === "gap"
          ? findSkippedFirings(change, zone, span, once ?? [])
          : findAmbiguousFirings(change, zone, span, once ?? [], twice ?? []),
      ),
  );
  const groups = groupBy(affected, ({ action, change }) => `${change.kind} ${action.name}`);
  return groups.map((group) => createFiringWarning(context.path, group));
}

/** The last firing that a gap skips, when nothing at the gap's end makes up for it. */
function findSkippedFirings(
  change: GapOrOverlap,
  zone: string,
  { actions }: ScheduleHorizon,
  steps: readonly ReplayStep[],
): readonly AffectedFiring[] {
  const last = listFiringsOnClock(change, zone, actions).at(-1);
  if (last === undefined) return [];
  const here = { from: change.at, to: change.at + 1, overlap: "once" } as const;
  const madeUpFor = listFirings(actions, here).at.length > 0;
  return madeUpFor || isEqualLimits(getLimitsAt(steps, change.at), last.action) ? [] : [last];
}

/** The firings of a doubled hour, when the two readings make different limits of them. */
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
  const same = inside.every((at) => isEqualLimits(getLimitsAt(once, at), getLimitsAt(twice, at)));
  return same ? [] : listFiringsOnClock(change, zone, actions);
}

/** What fires in the wall-clock stretch of a change, as if the clock went on evenly. */
function listFiringsOnClock(
  change: GapOrOverlap,
  zone: string,
  actions: readonly AwsAction[],
): readonly AffectedFiring[] {
  const ofZone = actions.filter((action) => action.timezone === zone);
  const even = ofZone.map((action) => ({ ...action, timezone: "UTC" }));
  const found = listFirings(even, { from: change.from, to: change.to, overlap: "once" });
  return [...found.at].flatMap((plain, index) => {
    const action = ofZone[found.action[index] ?? 0];
    return action === undefined || action.schedule.startsWith("rate")
      ? []
      : [{ action, change, plain }];
  });
}

function getLimitsAt(steps: readonly ReplayStep[], at: EpochMinute): Limits {
  const step = steps.findLast(({ from }) => from <= at) ?? steps[0];
  if (step === undefined) throw new Error("bug: a replay without steps");
  return step.limits;
}

function createFiringWarning(
  path: string,
  group: readonly [AffectedFiring, ...AffectedFiring[]],
): Problem {
  const [{ action, change, plain }] = group;
  const zone = action.timezone;
  const dates = [...new Set(group.map((each) => formatPlainDate(Math.floor(each.plain / 1440))))];
  const [start, end] = [change.from, change.to].map((minute) => formatPlainTime(minute % 1440));
  const effect =
    change.kind === "gap"
      ? `${zone} leaves out on ${dates.join(", ")}: ${describeNextFiring(action, change)}`
      : `${zone} shows twice on ${dates.join(", ")}: AWS does not say whether it fires again the second time`;
  return {
    severity: "warning",
    code: "clock-change",
    path: `${formatSchedulePath(path, action.name)}.schedule`,
    message: `"${action.name}" fires at ${formatPlainTime(plain % 1440)}, a time that ${effect}`,
    expected: "firings at times that every day has once",
    fix: `move it out of ${start}-${end}`,
  };
}

function describeNextFiring(action: AwsAction, change: GapOrOverlap): string {
  const [next] = findNextFirings([action], change.at, 1);
  const limits = `min ${action.min}, max ${action.max}`;
  return next === undefined
    ? `${limits} is never set`
    : `${limits} is not set before ${formatZoned(action.timezone, next.at)}`;
}
