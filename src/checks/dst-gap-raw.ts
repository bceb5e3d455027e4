import { listFirings, type AwsAction } from "../plan/firings";
import { findNextFirings } from "../plan/next-firings";
import { replayActions, type ReplayStep } from "../plan/replay";
import type { Problem } from "../problem";
import { formatZoned, type EpochMinute } from "../time/instant";
import { formatPlainDate, type PlainMinute } from "../time/plain-date";
import { formatPlainTime } from "../time/plain-time";
import { listGapsAndOverlaps, isKnownZone, type GapOrOverlap } from "../time/zone";
import { isEqualLimits, type Limits } from "../timetable/limits";
import type { EndpointContext } from "./check";
import { groupBy } from "./grouped-by";
import { formatSchedulePath } from "./raw-path";
import { getScheduleHorizon, type ScheduleHorizon } from "./raw-span";

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
    code: "dst-gap",
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
