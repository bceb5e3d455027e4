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
import { findWindowStarts, type WindowStarts } from "./windows";

/**
 * The limits at every moment: the timetable's layers, later ones over earlier ones.
 *
 * In:     a timetable of the right shape; calendars that are not there and empty windows count as
 *         nothing, checks report them
 * Out:    on the wall clock of `timezone`, so the same on whatever day it is made
 * Errors: none
 */
export function buildTimeline(
  config: Timetable,
  calendars: Named<Calendar>,
  timezone: string,
): Timeline {
  const starts = findWindowStarts(config.windows);
  const week = buildWeek(config, starts);
  const dated = buildDatedPart(
    config,
    { timezone, week },
    collectDatedStarts(config, calendars, starts),
  );
  return { timezone, week, ...(dated === undefined ? {} : { dated }) };
}

/** What starts on a day, in plain minutes. */
type StartsOn = (day: EpochDay) => readonly ActiveSpan[];

/** What starts on each day once exceptions and dated windows are known, and where that makes a difference. */
interface DatedStarts {
  readonly startsOn: StartsOn;
  readonly differences: readonly Interval[];
}

/** The pattern that repeats: baseline, recurring windows and their lead time. */
function buildWeek(config: Timetable, starts: WindowStarts): readonly Segment[] {
  const monday = { from: epochMonday, to: epochMonday + minutesPerWeek };
  return applyLayers(config, createUsualStarts(starts), monday).map((segment) => ({
    ...segment,
    from: segment.from - epochMonday,
    to: segment.to - epochMonday,
  }));
}

/** The week between stretches that a date makes different, all of it under the override. */
function buildDatedPart(
  config: Timetable,
  weekly: Timeline,
  { startsOn, differences }: DatedStarts,
): Timeline["dated"] {
  const stretches = mergeIntervals(
    differences.map(({ from, to }) => ({ from: from - config.readyBeforeMinutes, to })),
  );
  const override = getEffectiveOverride(config.override);
  const reach = override === undefined ? [] : [{ from: override.from, to: override.until }];
  const days = findTouchedDays([...stretches, ...reach]);
  if (days === undefined) return undefined;
  const parts = stretches.flatMap((stretch, index) => [
    listSegments(weekly, stretches[index - 1]?.to ?? days.from * 1440, stretch.from),
    applyLayers(config, startsOn, stretch),
  ]);
  const rest = listSegments(weekly, stretches.at(-1)?.to ?? days.from * 1440, days.to * 1440);
  const segments = mergeSegments(rest.slice(0, 0).concat(...parts, rest));
  return {
    ...days,
    segments: override === undefined ? segments : applyOverride(segments, override),
  };
}

/** The dates `[from, to)` that hold all stretches and a day before and after. */
function findTouchedDays(stretches: readonly Interval[]): Interval | undefined {
  const joined = mergeIntervals(stretches);
  const [first, last] = [joined[0], joined.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  return { from: Math.floor(first.from / 1440) - 1, to: Math.ceil(last.to / 1440) + 1 };
}

/** Baseline, windows, exceptions and lead time over one stretch. */
function applyLayers(
  config: Timetable,
  startsOn: StartsOn,
  { from, to }: Interval,
): readonly Segment[] {
  const end = to + config.readyBeforeMinutes;
  const longest = Math.max(0, ...Object.values(config.windows).map((w) => w.lengthMinutes));
  const spans: ActiveSpan[] = [];
  for (let day = Math.floor((from - longest) / 1440); day * 1440 < end; day++) {
    spans.push(...startsOn(day).filter((span) => span.to > from));
  }
  return applyReadyBefore(
    resolveActiveLayers(spans, config.baseline, from, end),
    config.readyBeforeMinutes,
  );
}

function createUsualStarts(starts: WindowStarts): StartsOn {
  return (day) => starts.onWeekday[toWeekday(day)].map((span) => shiftSpan(span, day * 1440));
}

function collectDatedStarts(
  config: Timetable,
  calendars: Named<Calendar>,
  starts: WindowStarts,
): DatedStarts {
  const usual = createUsualStarts(starts);
  const onDays = new Map<EpochDay, readonly ActiveSpan[]>();
  const differences: Interval[] = [];
  for (const [day, exception] of findExceptionDays(config.exceptions, calendars)) {
    const { starts: instead, changes } = findExceptionStarts(day, exception, starts.onWeekday);
    onDays.set(day, [...changes, ...instead]);
    differences.push(...changes);
  }
  for (const [day, spans] of starts.onDate) {
    onDays.set(day, [...(onDays.get(day) ?? usual(day)), ...spans]);
    differences.push(...spans);
  }
  return { startsOn: (day) => onDays.get(day) ?? usual(day), differences };
}
