import { type EpochDay, formatPlainDate, toWeekday } from "../time/plain-date";
import { weekdays } from "../time/weekday";
import { listGapsAndOverlaps } from "../time/zone";
import { isEqualLimits, type Limits } from "../timetable/limits";
import { cutSegments, type Segment } from "../timetable/timeline";
import { listLimitsOnClock } from "./limits-over-time";
import { type ReportedEndpoint, chooseShownZone } from "./reported-endpoint";

/**
 * One date of the endpoint's zone.
 *
 * `segments`:    the day's stretches, minutes of the day `[0, 1440)`
 * `highest`:     the largest min and the largest max of the day
 * `differs`:     the limits are not those of the same weekday in the week that repeats; false for the raw form
 * `clockChange`: `cellGap` or `measureOverlap` where the zone's clock changes on this date
 */
export interface DayOverview {
  readonly date: string;
  readonly day: EpochDay;
  readonly segments: readonly Segment[];
  readonly highest: Limits;
  readonly differs: boolean;
  readonly clockChange?: "gap" | "overlap";
}

/**
 * Dates `[from, to)`, one by one.
 *
 * In: an endpoint with a timeline or a plan; from < to
 */
export function listDays(
  endpoint: ReportedEndpoint,
  from: EpochDay,
  to: EpochDay,
): readonly DayOverview[] {
  const segments = listLimitsOnClock(endpoint, from * 1440, to * 1440);
  const changes = new Map(
    listGapsAndOverlaps(chooseShownZone(endpoint), from, to).map((change) => [
      Math.floor(change.from / 1440),
      change.kind,
    ]),
  );
  return Array.from({ length: to - from }, (_, n) => from + n).map((day) => {
    const today = cutDay(segments, day);
    const clockChange = changes.get(day);
    return {
      date: formatPlainDate(day),
      day,
      segments: today,
      highest: findHighestLimits(today),
      differs: endpoint.timeline !== undefined && !hasSameLimits(today, getUsualDay(endpoint, day)),
      ...(clockChange === undefined ? {} : { clockChange }),
    };
  });
}

function cutDay(segments: readonly Segment[], day: EpochDay): readonly Segment[] {
  return cutSegments(segments, day * 1440, (day + 1) * 1440).map((segment) => ({
    ...segment,
    from: segment.from - day * 1440,
    to: segment.to - day * 1440,
  }));
}

function getUsualDay(endpoint: ReportedEndpoint, day: EpochDay): readonly Segment[] {
  return cutDay(endpoint.timeline?.week ?? [], weekdays.indexOf(toWeekday(day)));
}

function findHighestLimits(segments: readonly Segment[]): Limits {
  return {
    min: Math.max(0, ...segments.map((segment) => segment.limits.min)),
    max: Math.max(0, ...segments.map((segment) => segment.limits.max)),
  };
}

/** Whether two days have the same limits at every minute; what decides them may differ. */
function hasSameLimits(a: readonly Segment[], b: readonly Segment[]): boolean {
  const [stepsA, stepsB] = [listLimitSteps(a), listLimitSteps(b)];
  return (
    stepsA.length === stepsB.length &&
    stepsA.every((step, index) => {
      const other = stepsB[index];
      return other?.from === step.from && isEqualLimits(other.limits, step.limits);
    })
  );
}

function listLimitSteps(segments: readonly Segment[]): readonly Segment[] {
  return segments.filter((segment, index) => {
    const before = segments[index - 1];
    return before === undefined || !isEqualLimits(before.limits, segment.limits);
  });
}
