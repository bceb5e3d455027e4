import { findExceptionDays, findExceptionStarts } from "./exceptions";
import {
  type ActiveSpan,
  applyOverride,
  applyReadyBefore,
  getEffectiveOverride,
  resolveActiveLayers,
  shiftSpan,
} from "./layers";
import type { Calendar, Named, Timetable } from "./model";
import { type EpochDay, toWeekday } from "./time";
import {
  epochMonday,
  type Interval,
  listSegments,
  mergeIntervals,
  mergeSegments,
  minutesPerWeek,
  type Segment,
  type Timeline,
} from "./timeline";
import { findWindowStarts, type WindowStarts } from "./window-starts";

/**
 * Builds the limits at every moment from the timetable's layers, later layers over earlier ones.
 *
 * Ignores unknown calendars and empty windows: rules report them.
 * @returns A timeline on the wall clock of `timezone`, the same on any day of the build.
 */
export function buildTimeline(config: Timetable, calendars: Named<Calendar>, timezone: string): Timeline {
  const starts = findWindowStarts(config.windows);
  const week = buildWeek(config, starts);
  const dated = buildDatedPart(config, { timezone, week }, collectDatedStarts(config, calendars, starts));
  return { timezone, week, ...(dated === undefined ? {} : { dated }) };
}

/** The spans that start on a day, in plain minutes. */
type StartsOn = (day: EpochDay) => readonly ActiveSpan[];

/** The spans that start on each day, exceptions and dated windows included, and where they differ from the week. */
interface DatedStarts {
  readonly startsOn: StartsOn;
  readonly differences: readonly Interval[];
}

/** Builds what repeats: the baseline and the recurring windows with their lead time. */
function buildWeek(config: Timetable, starts: WindowStarts): readonly Segment[] {
  const monday = { from: epochMonday, to: epochMonday + minutesPerWeek };
  return applyLayers(config, createWeeklyStarts(starts), monday).map((segment) => ({
    ...segment,
    from: segment.from - epochMonday,
    to: segment.to - epochMonday,
  }));
}

/** Replaces the week in each interval that a date changes, then applies the override. */
function buildDatedPart(
  config: Timetable,
  weekly: Timeline,
  { startsOn, differences }: DatedStarts,
): Timeline["dated"] {
  const intervals = mergeIntervals(differences.map(({ from, to }) => ({ from: from - config.readyBeforeMinutes, to })));
  const override = getEffectiveOverride(config.override);
  const overridden = override === undefined ? [] : [{ from: override.from, to: override.until }];
  const days = findTouchedDays([...intervals, ...overridden]);
  if (days === undefined) return undefined;
  const parts = intervals.flatMap((interval, index) => [
    listSegments(weekly, intervals[index - 1]?.to ?? days.from * 1440, interval.from),
    applyLayers(config, startsOn, interval),
  ]);
  const rest = listSegments(weekly, intervals.at(-1)?.to ?? days.from * 1440, days.to * 1440);
  const segments = mergeSegments([...parts.flat(), ...rest]);
  return { ...days, segments: override === undefined ? segments : applyOverride(segments, override) };
}

/** Finds the dates `[from, to)` that hold all intervals, plus one day at each end. */
function findTouchedDays(intervals: readonly Interval[]): Interval | undefined {
  const merged = mergeIntervals(intervals);
  const [first, last] = [merged[0], merged.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  return { from: Math.floor(first.from / 1440) - 1, to: Math.ceil(last.to / 1440) + 1 };
}

/** Applies baseline, windows, exceptions and lead time in one interval. */
function applyLayers(config: Timetable, startsOn: StartsOn, { from, to }: Interval): readonly Segment[] {
  const end = to + config.readyBeforeMinutes;
  const longest = Math.max(0, ...Object.values(config.windows).map((w) => w.lengthMinutes));
  const spans: ActiveSpan[] = [];
  for (let day = Math.floor((from - longest) / 1440); day * 1440 < end; day++) {
    spans.push(...startsOn(day).filter((span) => span.to > from));
  }
  return applyReadyBefore(resolveActiveLayers(spans, config.baseline, from, end), config.readyBeforeMinutes);
}

function createWeeklyStarts(starts: WindowStarts): StartsOn {
  return (day) => starts.onWeekday[toWeekday(day)].map((span) => shiftSpan(span, day * 1440));
}

function collectDatedStarts(config: Timetable, calendars: Named<Calendar>, starts: WindowStarts): DatedStarts {
  const weekly = createWeeklyStarts(starts);
  const onDays = new Map<EpochDay, readonly ActiveSpan[]>();
  const differences: Interval[] = [];
  for (const [day, exception] of findExceptionDays(config.exceptions, calendars)) {
    const found = findExceptionStarts(day, exception, starts.onWeekday);
    onDays.set(day, [...found.changes, ...found.starts]);
    differences.push(...found.changes);
  }
  for (const [day, spans] of starts.onDate) {
    onDays.set(day, [...(onDays.get(day) ?? weekly(day)), ...spans]);
    differences.push(...spans);
  }
  return { startsOn: (day) => onDays.get(day) ?? weekly(day), differences };
}
