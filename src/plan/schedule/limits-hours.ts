import { isEqualLimits, type Limits } from "../../timetable";
import { addAll, hasAll, hasOverlap } from "./bits";
import type { DayKind, DayRun } from "./day-kinds";
import { addInterval, createDayMinutes, type DayMinutes, hasMinute, listTimes, type TimeProduct } from "./day-minutes";
import { createDaySet, type DaySet, type PlannedDays } from "./planned-days";

/** When one pair of limits holds on one kind of day. `required`: minutes of the day at which an action must fire. */
export interface HeldOnKind {
  readonly runs: readonly DayRun[];
  readonly days: DaySet;
  readonly minutes: DayMinutes;
  readonly required: readonly number[];
}

/** When one pair of limits holds. A kind of day without these limits has no runs. */
export interface HeldLimits {
  readonly limits: Limits;
  readonly kinds: readonly HeldOnKind[];
}

/**
 * Finds when each pair of limits holds, smallest pair first.
 * @param gapEnds Where an action must fire because the wall clock skips the change.
 */
export function findHeldLimits(kinds: readonly DayKind[], gapEnds: readonly GapEnd[]): readonly HeldLimits[] {
  const pairs = kinds.flatMap(({ runs }) => runs.map(({ limits }) => [`${limits.min}/${limits.max}`, limits] as const));
  const sorted = [...new Map(pairs).values()].toSorted((a, b) => a.min - b.min || a.max - b.max);
  return sorted.map((limits) => {
    const ends = gapEnds.filter((end) => isEqualLimits(end.limits, limits));
    return { limits, kinds: kinds.map((kind) => findHeldOnKind(limits, kind, ends)) };
  });
}

/** A minute of the day at which a gap of the wall clock ends, and the limits that hold there. */
export interface GapEnd {
  readonly minute: number;
  readonly limits: Limits;
}

function findHeldOnKind(limits: Limits, { runs, days }: DayKind, gapEnds: readonly GapEnd[]): HeldOnKind {
  const own = runs.filter((run) => isEqualLimits(run.limits, limits));
  const minutes = createDayMinutes();
  for (const { from, to } of own) addInterval(minutes, from, to);
  const starts = own.filter(({ changes }) => changes).map(({ from }) => from);
  const ends = gapEnds.map(({ minute }) => minute).filter((minute) => hasMinute(minutes, minute));
  return { runs: own, days, minutes, required: [...new Set([...starts, ...ends])] };
}

/** The minutes at which the limits hold on all of the days. */
export function findFreeMinutes({ kinds }: HeldLimits, days: DaySet): DayMinutes {
  const free = createDayMinutes().fill(-1);
  for (const kind of kinds) {
    if (!hasOverlap(kind.days, days)) continue;
    for (let word = 0; word < free.length; word++) free[word] = (free[word] ?? 0) & (kind.minutes[word] ?? 0);
  }
  return free;
}

/** The days on which the limits hold at all of the minutes. */
export function findFreeDays({ kinds }: HeldLimits, minutes: DayMinutes, planned: PlannedDays): DaySet {
  const free = createDaySet(planned);
  for (const kind of kinds) {
    if (hasAll(kind.minutes, minutes)) addAll(free, kind.days);
  }
  return free;
}

/**
 * Lists the layers of all runs in which the times fall on the days, each set once. Of runs that begin at one of the times
 * alone, if any does.
 */
export function listReasons({ kinds }: HeldLimits, times: TimeProduct, days: DaySet): readonly (readonly string[])[] {
  const minutes = listTimes(times);
  const touched = kinds
    .filter((kind) => hasOverlap(kind.days, days))
    .flatMap(({ runs, required }) =>
      runs.flatMap((run) => {
        const inside = minutes.filter((minute) => run.from <= minute && minute < run.to);
        return inside.length === 0 ? [] : [{ run, begins: inside.some((minute) => required.includes(minute)) }];
      }),
    );
  const beginning = touched.filter(({ begins }) => begins);
  const deciding = beginning.length === 0 ? touched : beginning;
  return [...new Map(deciding.flatMap(({ run }) => run.reasons.map((set) => [set.join(), set] as const))).values()];
}
