import type { ScheduledAction } from "../plan/plan";
import type { EpochMinute } from "../time/instant";
import type { PlainMinute } from "../time/plain-date";
import { toPlainMinute } from "../time/zone";
import { type Limits, isEqualLimits } from "../timetable/limits";
import { listLimitsOverTime, type RealSegment } from "./limits-over-time";
import { type ReportedEndpoint, chooseShownZone } from "./reported-endpoint";

/**
 * A stretch in which the limits differ.
 *
 * `from`, `to`: real time; `fromClock`, `toClock`: the wall clock of the later endpoint's zone
 */
export interface ChangedInterval {
  readonly from: EpochMinute;
  readonly to: EpochMinute;
  readonly fromClock: PlainMinute;
  readonly toClock: PlainMinute;
  readonly before: Limits;
  readonly after: Limits;
  readonly reasonsBefore: readonly string[];
  readonly reasonsAfter: readonly string[];
}

/** What AWS is told differently: names of scheduled actions. */
interface ActionChanges {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly string[];
}

/** What differs between two states of one endpoint over `[from, to)` of real time. */
export interface PlanDiff {
  readonly zone: string;
  readonly from: EpochMinute;
  readonly to: EpochMinute;
  readonly intervals: readonly ChangedInterval[];
  readonly actions: ActionChanges;
}

/**
 * Every moment of `[from, to)` at which two endpoints have different limits.
 *
 * Compared in real time, so that a changed time zone shows as the hours that move.
 *
 * In:  two endpoints that each have a timeline or a plan; from < to
 * Out: stretches sorted; one that reaches over `from` or `to` is given whole for up to eight days
 */
export function comparePlans(
  before: ReportedEndpoint,
  after: ReportedEndpoint,
  from: EpochMinute,
  to: EpochMinute,
): PlanDiff {
  const zone = chooseShownZone(after);
  const [start, end] = [from - marginMinutes, to + marginMinutes];
  const stretches = findDifferences(
    listLimitsOverTime(before, start, end),
    listLimitsOverTime(after, start, end),
  ).filter((stretch) => stretch.to > from && stretch.from < to);
  return {
    zone,
    from,
    to,
    intervals: stretches.map((stretch) => ({
      ...stretch,
      fromClock: toPlainMinute(zone, stretch.from),
      toClock: toPlainMinute(zone, stretch.to),
    })),
    actions: listActionChanges(before.plan?.actions ?? [], after.plan?.actions ?? []),
  };
}

/** Longer than a week, so that a stretch of the weekly pattern is never cut at the edge of what is compared. */
const marginMinutes = 8 * 1440;

/** Walks both step functions at once. In: both gapless over the same time. */
function findDifferences(
  before: readonly RealSegment[],
  after: readonly RealSegment[],
): readonly Omit<ChangedInterval, "fromClock" | "toClock">[] {
  const found: Omit<ChangedInterval, "fromClock" | "toClock">[] = [];
  let [b, a] = [0, 0];
  for (;;) {
    const [old, now] = [before[b], after[a]];
    if (old === undefined || now === undefined) return found;
    const [from, to] = [Math.max(old.from, now.from), Math.min(old.to, now.to)];
    if (!isEqualLimits(old.limits, now.limits)) addInterval(found, old, now, from, to);
    if (old.to === to) b++;
    if (now.to === to) a++;
  }
}

/** Adds a stretch, or lengthens the last one where the same limits go on. */
function addInterval(
  found: Omit<ChangedInterval, "fromClock" | "toClock">[],
  old: RealSegment,
  now: RealSegment,
  from: EpochMinute,
  to: EpochMinute,
): void {
  const last = found.at(-1);
  const goesOn =
    last?.to === from &&
    isEqualLimits(last.before, old.limits) &&
    isEqualLimits(last.after, now.limits);
  if (goesOn) {
    found[found.length - 1] = { ...last, to };
    return;
  }
  found.push({
    from,
    to,
    before: old.limits,
    after: now.limits,
    reasonsBefore: old.reasons,
    reasonsAfter: now.reasons,
  });
}

function listActionChanges(
  before: readonly ScheduledAction[],
  after: readonly ScheduledAction[],
): ActionChanges {
  const old = new Map(before.map((action) => [action.name, action]));
  const now = new Map(after.map((action) => [action.name, action]));
  return {
    added: [...now.keys()].filter((name) => !old.has(name)),
    removed: [...old.keys()].filter((name) => !now.has(name)),
    changed: [...now].flatMap(([name, action]) => {
      const was = old.get(name);
      return was === undefined || isEqualAction(was, action) ? [] : [name];
    }),
  };
}

function isEqualAction(a: ScheduledAction, b: ScheduledAction): boolean {
  return a.schedule === b.schedule && a.timezone === b.timezone && isEqualLimits(a, b);
}
