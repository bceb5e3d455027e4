import type { Calendar, Named, TimetableConfig } from "../config/config";
import { weekdayOf, type EpochDay } from "../time/plain-date";
import { joinActive, shiftSpan, type ActiveSpan } from "./active-spans";
import { exceptionDays, exceptionStarts } from "./exceptions";
import { raiseEarlier } from "./lead-time";
import { mergeNeighbours } from "./merge-neighbours";
import { applyOverride, overrideInForce } from "./override";
import { joinStretches, type Stretch } from "./stretches";
import { epochMonday, segmentsBetween, weekMinutes, type Segment, type Timeline } from "./timeline";
import { windowStarts, type WindowStarts } from "./windows";

/**
 * The limits at every moment: the timetable's layers, later ones over earlier ones.
 *
 * In:     a timetable of the right shape; calendars that are not there and empty windows count as
 *         nothing, checks report them
 * Out:    on the wall clock of `timezone`, so the same on whatever day it is made
 * Errors: none
 */
export function timelineOf(
  config: TimetableConfig,
  calendars: Named<Calendar>,
  timezone: string,
): Timeline {
  const starts = windowStarts(config.windows);
  const week = weekOf(config, starts);
  const dated = datedOf(config, { timezone, week }, datedStarts(config, calendars, starts));
  return { timezone, week, ...(dated === undefined ? {} : { dated }) };
}

/** What starts on a day, in plain minutes. */
type StartsOn = (day: EpochDay) => readonly ActiveSpan[];

/** What starts on each day once exceptions and dated windows are known, and where that makes a difference. */
interface DatedStarts {
  readonly startsOn: StartsOn;
  readonly differences: readonly Stretch[];
}

/** The pattern that repeats: baseline, recurring windows and their lead time. */
function weekOf(config: TimetableConfig, starts: WindowStarts): readonly Segment[] {
  const monday = { from: epochMonday, to: epochMonday + weekMinutes };
  return layersWithin(config, usualStarts(starts), monday).map((segment) => ({
    ...segment,
    from: segment.from - epochMonday,
    to: segment.to - epochMonday,
  }));
}

/** The week between stretches that a date makes different, all of it under the override. */
function datedOf(
  config: TimetableConfig,
  weekly: Timeline,
  { startsOn, differences }: DatedStarts,
): Timeline["dated"] {
  const stretches = joinStretches(
    differences.map(({ from, to }) => ({ from: from - config.readyBeforeMinutes, to })),
  );
  const override = overrideInForce(config.override);
  const reach = override === undefined ? [] : [{ from: override.from, to: override.until }];
  const days = daysTouched([...stretches, ...reach]);
  if (days === undefined) return undefined;
  const parts = stretches.flatMap((stretch, index) => [
    segmentsBetween(weekly, stretches[index - 1]?.to ?? days.from * 1440, stretch.from),
    layersWithin(config, startsOn, stretch),
  ]);
  const rest = segmentsBetween(weekly, stretches.at(-1)?.to ?? days.from * 1440, days.to * 1440);
  const segments = mergeNeighbours(rest.slice(0, 0).concat(...parts, rest));
  return {
    ...days,
    segments: override === undefined ? segments : applyOverride(segments, override),
  };
}

/** The dates `[from, to)` that hold all stretches and a day before and after. */
function daysTouched(stretches: readonly Stretch[]): Stretch | undefined {
  const joined = joinStretches(stretches);
  const [first, last] = [joined[0], joined.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  return { from: Math.floor(first.from / 1440) - 1, to: Math.ceil(last.to / 1440) + 1 };
}

/** Baseline, windows, exceptions and lead time over one stretch. */
function layersWithin(
  config: TimetableConfig,
  startsOn: StartsOn,
  { from, to }: Stretch,
): readonly Segment[] {
  const end = to + config.readyBeforeMinutes;
  const longest = Math.max(0, ...Object.values(config.windows).map((w) => w.lengthMinutes));
  const spans: ActiveSpan[] = [];
  for (let day = Math.floor((from - longest) / 1440); day * 1440 < end; day++) {
    spans.push(...startsOn(day).filter((span) => span.to > from));
  }
  return raiseEarlier(joinActive(spans, config.baseline, from, end), config.readyBeforeMinutes);
}

function usualStarts(starts: WindowStarts): StartsOn {
  return (day) => starts.onWeekday[weekdayOf(day)].map((span) => shiftSpan(span, day * 1440));
}

function datedStarts(
  config: TimetableConfig,
  calendars: Named<Calendar>,
  starts: WindowStarts,
): DatedStarts {
  const usual = usualStarts(starts);
  const onDays = new Map<EpochDay, readonly ActiveSpan[]>();
  const differences: Stretch[] = [];
  for (const [day, exception] of exceptionDays(config.exceptions, calendars)) {
    const { starts: instead, changes } = exceptionStarts(day, exception, starts.onWeekday);
    onDays.set(day, [...changes, ...instead]);
    differences.push(...changes);
  }
  for (const [day, spans] of starts.onDate) {
    onDays.set(day, [...(onDays.get(day) ?? usual(day)), ...spans]);
    differences.push(...spans);
  }
  return { startsOn: (day) => onDays.get(day) ?? usual(day), differences };
}
