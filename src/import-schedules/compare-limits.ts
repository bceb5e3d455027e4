import type { EpochMinute } from "../time/instant";
import { type Limits, isEqualLimits } from "../timetable/limits";

/** Limits over real time `[from, to)`. */
interface TimedLimits {
  readonly from: EpochMinute;
  readonly to: EpochMinute;
  readonly limits: Limits;
}

/** A stretch in which two sources of limits do not agree. */
export interface LimitsDifference {
  readonly from: EpochMinute;
  readonly to: EpochMinute;
  readonly schedules: Limits;
  readonly timetable: Limits;
}

/**
 * Every minute at which the schedules and the timetable say different limits, as stretches.
 *
 * In:  both sorted and gapless over the same span
 * Out: sorted; neighbours that say the same are one
 */
export function compareLimits(
  schedules: readonly TimedLimits[],
  timetable: readonly TimedLimits[],
): readonly LimitsDifference[] {
  const found: LimitsDifference[] = [];
  let [a, b] = [0, 0];
  for (;;) {
    const [left, right] = [schedules[a], timetable[b]];
    if (left === undefined || right === undefined) return found;
    const from = Math.max(left.from, right.from);
    const to = Math.min(left.to, right.to);
    if (from < to && !isEqualLimits(left.limits, right.limits)) {
      addDifference(found, { from, to, schedules: left.limits, timetable: right.limits });
    }
    if (left.to <= to) a += 1;
    if (right.to <= to) b += 1;
  }
}

function addDifference(found: LimitsDifference[], next: LimitsDifference): void {
  const last = found.at(-1);
  const goesOn =
    last?.to === next.from &&
    isEqualLimits(last.schedules, next.schedules) &&
    isEqualLimits(last.timetable, next.timetable);
  if (goesOn) found[found.length - 1] = { ...last, to: next.to };
  else found.push(next);
}

/** Minutes of all differences together. */
export function countMinutes(differences: readonly LimitsDifference[]): number {
  return differences.reduce((sum, { from, to }) => sum + to - from, 0);
}
