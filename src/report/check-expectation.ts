import type { Expectation } from "../config/schema";
import { chooseShownZone, listLimitsOnClock, listLimitsOverTime, type ReportedEndpoint } from "../plan/usage";
import {
  cutSegments,
  epochMonday,
  findMonday,
  formatWeekdays,
  formatWeekIntervals,
  groupBy,
  type Interval,
  type Limits,
  listSegments,
  minutesPerWeek,
  type Segment,
} from "../timetable";
import {
  type EpochMinute,
  formatPlainTime,
  formatWeekdayDate,
  minutesPerDay,
  type PlainMinute,
  toEpochMinute,
  toPlainMinute,
} from "../timetable/time";

/** Other limits than expected, and when. */
export interface UnexpectedLimits {
  readonly limits: Limits;
  readonly reasons: readonly string[];
  readonly when: string;
}

/**
 * Finds the limits that differ from an expectation.
 *
 * Days of the week are those of the week that repeats. AWS's own schedules have none, so they are checked in each
 * week of the next year.
 * @returns empty if the expectation holds
 */
export function checkExpectation(
  endpoint: ReportedEndpoint,
  expectation: Expectation,
  now: EpochMinute,
): readonly UnexpectedLimits[] {
  const { min, max } = expectation.limits;
  const wrong = listExpectedSegments(endpoint, expectation, now).filter(
    ({ limits }) => (min ?? limits.min) !== limits.min || (max ?? limits.max) !== limits.max,
  );
  const groups = groupBy(wrong, ({ limits, reasons }) => JSON.stringify([limits.min, limits.max, reasons]));
  return groups.map((group) => {
    const [{ from, limits, reasons }] = group;
    const first =
      expectation.kind === "week" && endpoint.timeline === undefined ? `, first on ${formatDate(from)}` : "";
    return { limits, reasons, when: `${formatTimes(expectation.kind, group)}${first}` };
  });
}

function listExpectedSegments(
  endpoint: ReportedEndpoint,
  { kind, intervals }: Expectation,
  now: EpochMinute,
): readonly Segment[] {
  const { timeline } = endpoint;
  const zone = chooseShownZone(endpoint);
  if (kind === "date") return intervals.flatMap((interval) => listDatedSegments(endpoint, zone, interval));
  if (timeline !== undefined) {
    return intervals.flatMap(({ from, to }) => listSegments({ timezone: zone, week: timeline.week }, from, to));
  }
  const first = findMonday(Math.floor(toPlainMinute(zone, now) / minutesPerDay)) * minutesPerDay;
  const segments = listLimitsOnClock(endpoint, first, first + (checkedWeeks + 2) * minutesPerWeek);
  return Array.from({ length: checkedWeeks }, (_, week) => first - epochMonday + week * minutesPerWeek).flatMap(
    (later) => intervals.flatMap(({ from, to }) => cutSegments(segments, from + later, to + later)),
  );
}

/** A year, for AWS's own schedules. */
const checkedWeeks = 53;

function listDatedSegments(endpoint: ReportedEndpoint, zone: string, { from, to }: Interval): readonly Segment[] {
  const start = toEpochMinute(zone, from, "compatible");
  const end = Math.max(start + 1, toEpochMinute(zone, to, "compatible"));
  return listLimitsOverTime(endpoint, start, end).map((segment) => ({
    ...segment,
    from: toPlainMinute(zone, segment.from),
    to: toPlainMinute(zone, segment.to - 1) + 1,
  }));
}

/** Formats when an expectation, or a part of it, applies: `Mon-Fri 09:00`, `Fri 2026-12-25 08:00 to …`. */
export function formatTimes(kind: Expectation["kind"], intervals: readonly Interval[]): string {
  if (kind === "date") return intervals.map(formatDatedInterval).join("; ");
  const moments = intervals.map(({ from, to }) => ({
    from: (from - epochMonday) % minutesPerWeek,
    lengthMinutes: to - from,
  }));
  if (moments.some(({ lengthMinutes }) => lengthMinutes > 1)) return formatWeekIntervals(moments);
  const days = formatWeekdays(moments.map(({ from }) => Math.floor(from / minutesPerDay)));
  return `${days} ${formatTime(moments[0]?.from ?? 0)}`;
}

function formatDatedInterval({ from, to }: Interval): string {
  const start = `${formatDate(from)} ${formatTime(from)}`;
  return to - from <= 1 ? start : `${start} to ${formatDate(to)} ${formatTime(to)}`;
}

function formatDate(at: PlainMinute): string {
  return formatWeekdayDate(Math.floor(at / minutesPerDay));
}

function formatTime(at: PlainMinute): string {
  return formatPlainTime(at % minutesPerDay);
}
