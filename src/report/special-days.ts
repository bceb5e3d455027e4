import { chooseShownZone, listLimitsOnClock, type ReportedEndpoint } from "../plan/usage";
import { cutSegments, formatLimits, isEqualLimits, type Limits, type Segment } from "../timetable";
import {
  type EpochDay,
  formatPlainDate,
  formatPlainTime,
  formatWeekdayDate,
  listGapsAndOverlaps,
  toWeekday,
  weekdays,
} from "../timetable/time";
import { listLayers } from "./endpoint-report";

/** One date in the endpoint's zone. */
export interface DayOverview {
  readonly date: string;
  readonly day: EpochDay;
  /** Minutes of the day, `[0, 1440)`. */
  readonly segments: readonly Segment[];
  /** The largest min and the largest max of the day. */
  readonly highest: Limits;
  /** Whether the limits differ from the usual week; false for `schedules`. */
  readonly differs: boolean;
  /** Whether the clock skips an hour or repeats one. */
  readonly clockChange?: "gap" | "overlap";
}

/** Lists the dates `[from, to)` of an endpoint that has a timeline or a plan. */
export function listDays(endpoint: ReportedEndpoint, from: EpochDay, to: EpochDay): readonly DayOverview[] {
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

/** Compares limits minute by minute; the reasons may differ. */
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

/** Whether the limits differ from the usual week, or the clock changes. */
export function isSpecialDay(day: DayOverview): boolean {
  return day.differs || day.clockChange !== undefined;
}

/**
 * Describes special dates, one line for each date or run of equal dates.
 * @param days sorted
 */
export function describeSpecialDays(days: readonly DayOverview[]): readonly string[] {
  const runs: { first: DayOverview; last: DayOverview; text: string }[] = [];
  for (const day of days) {
    const open = runs.at(-1);
    const text = describeDay(day);
    if (open !== undefined && open.last.day + 1 === day.day && open.text === text) {
      open.last = day;
    } else {
      runs.push({ first: day, last: day, text });
    }
  }
  return runs.map(({ first, last, text }) => {
    const dates = first === last ? [first] : [first, last];
    return `${dates.map(({ day }) => formatWeekdayDate(day)).join(" to ")}: ${text}`;
  });
}

const clockChangeTexts = { gap: "the clock goes forward", overlap: "the clock goes back" } as const;

function describeDay(day: DayOverview): string {
  return [
    ...(day.differs ? [describeLimits(day.segments)] : []),
    ...(day.clockChange === undefined ? [] : [clockChangeTexts[day.clockChange]]),
  ].join("; ");
}

/** `1-2 all day (exception closures)`, `1-2, from 06:00 10-20 (window launch)`. */
function describeLimits(segments: readonly Segment[]): string {
  const [first, ...later] = listLimitSteps(segments);
  const start = formatLimits(first?.limits ?? { min: 0, max: 0 });
  const words =
    later.length === 0
      ? `${start} all day`
      : [start, ...later.map((s) => `from ${formatPlainTime(s.from)} ${formatLimits(s.limits)}`)].join(", ");
  const names = [...new Set(segments.flatMap(listLayers))];
  return names.length === 0 ? words : `${words} (${names.join(", ")})`;
}
