import { type EpochDay, formatPlainDate, weekdayOf } from "../time/plain-date";
import { weekdays } from "../time/weekday";
import { gapsAndOverlaps } from "../time/zone";
import { sameLimits, type Limits } from "../timetable/limits";
import { cutSegments, type Segment } from "../timetable/timeline";
import { limitsOnTheClock } from "./limits-over-time";
import { type ReportedEndpoint, shownZone } from "./reported-endpoint";

/**
 * One date of the endpoint's zone.
 *
 * `segments`:    the day's stretches, minutes of the day `[0, 1440)`
 * `highest`:     the largest min and the largest max of the day
 * `differs`:     the limits are not those of the same weekday in the week that repeats; false for the raw form
 * `clockChange`: `gap` or `overlap` where the zone's clock changes on this date
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
export function daysOverview(
  endpoint: ReportedEndpoint,
  from: EpochDay,
  to: EpochDay,
): readonly DayOverview[] {
  const segments = limitsOnTheClock(endpoint, from * 1440, to * 1440);
  const changes = new Map(
    gapsAndOverlaps(shownZone(endpoint), from, to).map((change) => [
      Math.floor(change.from / 1440),
      change.kind,
    ]),
  );
  return Array.from({ length: to - from }, (_, n) => from + n).map((day) => {
    const today = dayOf(segments, day);
    const clockChange = changes.get(day);
    return {
      date: formatPlainDate(day),
      day,
      segments: today,
      highest: highestOf(today),
      differs: endpoint.timeline !== undefined && !sameSteps(today, usualDay(endpoint, day)),
      ...(clockChange === undefined ? {} : { clockChange }),
    };
  });
}

function dayOf(segments: readonly Segment[], day: EpochDay): readonly Segment[] {
  return cutSegments(segments, day * 1440, (day + 1) * 1440).map((segment) => ({
    ...segment,
    from: segment.from - day * 1440,
    to: segment.to - day * 1440,
  }));
}

function usualDay(endpoint: ReportedEndpoint, day: EpochDay): readonly Segment[] {
  return dayOf(endpoint.timeline?.week ?? [], weekdays.indexOf(weekdayOf(day)));
}

function highestOf(segments: readonly Segment[]): Limits {
  return {
    min: Math.max(0, ...segments.map((segment) => segment.limits.min)),
    max: Math.max(0, ...segments.map((segment) => segment.limits.max)),
  };
}

/** Whether two days have the same limits at every minute; what decides them may differ. */
function sameSteps(a: readonly Segment[], b: readonly Segment[]): boolean {
  const [stepsA, stepsB] = [limitSteps(a), limitSteps(b)];
  return (
    stepsA.length === stepsB.length &&
    stepsA.every((step, index) => {
      const other = stepsB[index];
      return other?.from === step.from && sameLimits(other.limits, step.limits);
    })
  );
}

function limitSteps(segments: readonly Segment[]): readonly Segment[] {
  return segments.filter((segment, index) => {
    const before = segments[index - 1];
    return before === undefined || !sameLimits(before.limits, segment.limits);
  });
}
