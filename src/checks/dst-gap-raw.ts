import { firingsBetween, type AwsAction } from "../plan/firings";
import { nextFirings } from "../plan/next-firings";
import { replay, type ReplayStep } from "../plan/replay";
import type { Problem } from "../problem";
import { formatZoned, type EpochMinute } from "../time/instant";
import { formatPlainDate, type PlainMinute } from "../time/plain-date";
import { formatPlainTime } from "../time/plain-time";
import { gapsAndOverlaps, zoneIsKnown, type GapOrOverlap } from "../time/zone";
import { sameLimits, type Limits } from "../timetable/limits";
import type { EndpointContext } from "./check";
import { groupedBy } from "./grouped-by";
import { rawPath } from "./raw-path";
import { rawSpan, type RawSpan } from "./raw-span";

/** A firing inside a missing or doubled hour that decides which limits hold afterwards. */
interface AffectedFiring {
  readonly action: AwsAction;
  readonly change: GapOrOverlap;
  readonly plain: PlainMinute;
}

/** Raw schedules that a missing hour skips, or whose doubled hour is open: one warning for each and kind. */
export function rawFiringsInClockChanges(context: EndpointContext): readonly Problem[] {
  const span = rawSpan(context);
  const { baseline } = context.sections;
  if (span === undefined || baseline === undefined) return [];
  const { actions, from, to } = span;
  const [once, twice] = (["once", "twice"] as const).map(
    (overlap) => replay(actions, { from, to, overlap, initial: baseline }).steps,
  );
  const zones = [...new Set(actions.map((action) => action.timezone))].filter(zoneIsKnown);
  const affected = zones.flatMap((zone) =>
    gapsAndOverlaps(zone, from / 1440, to / 1440)
      .filter(({ at }) => at >= from && at < to)
      .flatMap((change) =>
        change.kind === "gap"
          ? skippedIn(change, zone, span, once ?? [])
          : openIn(change, zone, span, once ?? [], twice ?? []),
      ),
  );
  const groups = groupedBy(affected, ({ action, change }) => `${change.kind} ${action.name}`);
  return groups.map((group) => warning(context.path, group));
}

/** The last firing that a gap skips, when nothing at the gap's end makes up for it. */
function skippedIn(
  change: GapOrOverlap,
  zone: string,
  { actions }: RawSpan,
  steps: readonly ReplayStep[],
): readonly AffectedFiring[] {
  const last = firingsOnTheClock(change, zone, actions).at(-1);
  if (last === undefined) return [];
  const here = { from: change.at, to: change.at + 1, overlap: "once" } as const;
  const madeUpFor = firingsBetween(actions, here).at.length > 0;
  return madeUpFor || sameLimits(limitsAt(steps, change.at), last.action) ? [] : [last];
}

/** The firings of a doubled hour, when the two readings make different limits of them. */
function openIn(
  change: GapOrOverlap,
  zone: string,
  { actions }: RawSpan,
  once: readonly ReplayStep[],
  twice: readonly ReplayStep[],
): readonly AffectedFiring[] {
  const end = change.at + change.to - change.from;
  const moments = [...once, ...twice].map((step) => step.from);
  const inside = [change.at, ...moments.filter((at) => at > change.at && at <= end)];
  const same = inside.every((at) => sameLimits(limitsAt(once, at), limitsAt(twice, at)));
  return same ? [] : firingsOnTheClock(change, zone, actions);
}

/** What fires in the wall-clock stretch of a change, as if the clock went on evenly. */
function firingsOnTheClock(
  change: GapOrOverlap,
  zone: string,
  actions: readonly AwsAction[],
): readonly AffectedFiring[] {
  const ofZone = actions.filter((action) => action.timezone === zone);
  const even = ofZone.map((action) => ({ ...action, timezone: "UTC" }));
  const found = firingsBetween(even, { from: change.from, to: change.to, overlap: "once" });
  return [...found.at].flatMap((plain, index) => {
    const action = ofZone[found.action[index] ?? 0];
    return action === undefined || action.schedule.startsWith("rate")
      ? []
      : [{ action, change, plain }];
  });
}

function limitsAt(steps: readonly ReplayStep[], at: EpochMinute): Limits {
  const step = steps.findLast(({ from }) => from <= at) ?? steps[0];
  if (step === undefined) throw new Error("bug: a replay without steps");
  return step.limits;
}

function warning(path: string, group: readonly [AffectedFiring, ...AffectedFiring[]]): Problem {
  const [{ action, change, plain }] = group;
  const zone = action.timezone;
  const dates = [...new Set(group.map((each) => formatPlainDate(Math.floor(each.plain / 1440))))];
  const [start, end] = [change.from, change.to].map((minute) => formatPlainTime(minute % 1440));
  const effect =
    change.kind === "gap"
      ? `${zone} leaves out on ${dates.join(", ")}: ${afterGap(action, change)}`
      : `${zone} shows twice on ${dates.join(", ")}: AWS does not say whether it fires again the second time`;
  return {
    severity: "warning",
    code: "dst-gap",
    path: `${rawPath(path, action.name)}.schedule`,
    message: `"${action.name}" fires at ${formatPlainTime(plain % 1440)}, a time that ${effect}`,
    expected: "firings at times that every day has once",
    fix: `move it out of ${start}-${end}`,
  };
}

function afterGap(action: AwsAction, change: GapOrOverlap): string {
  const [next] = nextFirings([action], change.at, 1);
  const limits = `min ${action.min}, max ${action.max}`;
  return next === undefined
    ? `${limits} is never set`
    : `${limits} is not set before ${formatZoned(action.timezone, next.at)}`;
}
