import { parseInstant, type EpochMinute } from "../time/instant";
import type { EpochDay, PlainMinute } from "../time/plain-date";
import { offsetsBetween, toEpochMinute, toPlainMinute, zoneIsKnown } from "../time/zone";
import {
  datesOfMonth,
  firesIn,
  firesOn,
  monthsTouched,
  type CronDate,
  type YearMonth,
} from "./fires-on";
import { parseSchedule } from "./parse-schedule";
import type { CronSchedule, Schedule } from "./parsed-schedule";
import type { ScheduledAction } from "./plan";

/**
 * An action as Application Auto Scaling may hold it, whoever made it.
 *
 * `startTime`, `endTime`: ISO instants. A recurring action fires at its start time too, and not after its
 * end time.
 * Source: https://docs.aws.amazon.com/autoscaling/application/userguide/scheduled-scaling-using-cron-expressions.html
 */
export interface AwsAction extends ScheduledAction {
  readonly startTime?: string;
  readonly endTime?: string;
}

/** What a cron expression does in a doubled hour: AWS does not say for Application Auto Scaling. */
export type OverlapReading = "once" | "twice";

/** Real time `[from, to)`, and how to read doubled hours in it. */
export interface FiringSpan {
  readonly from: EpochMinute;
  readonly to: EpochMinute;
  readonly overlap: OverlapReading;
}

/**
 * Firings by minute, then by action: in columns, since there are many. `action` is the index in the
 * list of actions.
 */
export interface Firings {
  readonly at: Int32Array;
  readonly action: Uint16Array;
}

/**
 * Wall-clock time `[from, to)` with one offset. What lies before `freshFrom` has been shown before: the
 * second pass through a doubled hour.
 */
interface ClockStretch {
  readonly from: PlainMinute;
  readonly to: PlainMinute;
  readonly freshFrom: PlainMinute;
  readonly offsetMinutes: number;
}

/** A month with all its dates. */
interface DatedMonth extends YearMonth {
  readonly dates: readonly CronDate[];
}

/** What all actions of a span share. */
interface Span extends FiringSpan {
  readonly months: readonly DatedMonth[];
  readonly clockOf: (zone: string) => readonly ClockStretch[];
}

/** A clock change doubles at most a day; what it doubles began before the change. */
const changeMargin = 2 * 1440;

/**
 * Every firing in a span.
 *
 * A wall-clock minute that a clock change leaves out does not fire. One that comes twice fires in its
 * first pass, and under "twice" in the second as well, except for `at(…)`. A `rate` without start time
 * counts from the span's start: nobody knows when the action was made.
 *
 * In:  actions whose schedule or zone cannot be read never fire (checks report them)
 * Out: one entry a firing; actions that fire in the same minute are neighbours, in the list's order
 */
export function firingsBetween(actions: readonly AwsAction[], span: FiringSpan): Firings {
  const shared = sharedBy(actions, span);
  return inOrder(
    actions.map((action) => minutesOf(action, shared)),
    span,
  );
}

function sharedBy(actions: readonly AwsAction[], span: FiringSpan): Span {
  const zones = new Set(actions.map((action) => action.timezone));
  const clocks = new Map([...zones].map((zone) => [zone, clockStretches(zone, span)]));
  return {
    ...span,
    // Clocks are less than a day away from UTC, east and west.
    months: monthsTouched(Math.floor(span.from / 1440) - 1, Math.ceil(span.to / 1440) + 1).map(
      (month) => ({ ...month, dates: datesOfMonth(month) }),
    ),
    clockOf: (zone) => clocks.get(zone) ?? [],
  };
}

function clockStretches(zone: string, { from, to }: FiringSpan): readonly ClockStretch[] {
  if (!zoneIsKnown(zone)) return [];
  let shownUpTo = -Infinity;
  const stretches: ClockStretch[] = [];
  for (const stretch of offsetsBetween(zone, from - changeMargin, to)) {
    const { offsetMinutes } = stretch;
    const [plainFrom, plainTo] = [stretch.from + offsetMinutes, stretch.to + offsetMinutes];
    const freshFrom = Math.max(shownUpTo, plainFrom);
    stretches.push({ from: plainFrom, to: plainTo, freshFrom, offsetMinutes });
    shownUpTo = Math.max(shownUpTo, plainTo);
  }
  return stretches;
}

/** One action's firings, sorted, none twice. */
function minutesOf(action: AwsAction, span: Span): Int32Array {
  const { schedule } = parseSchedule(action.schedule);
  if (schedule === undefined || span.clockOf(action.timezone).length === 0) return new Int32Array();
  const start = startOf(action, schedule);
  const end = action.endTime === undefined ? undefined : parseInstant(action.endTime);
  const limited = {
    ...span,
    from: Math.max(span.from, start ?? span.from),
    to: Math.min(span.to, (end ?? span.to) + 1),
  };
  const found = scheduledMinutes(schedule, action, start ?? span.from, limited);
  const startsInside = start !== undefined && start >= limited.from && start < limited.to;
  return startsInside && found[0] !== start ? Int32Array.from([start, ...found]) : found;
}

/** The start time of a recurring action, which is a firing by itself; `at(…)` has no recurrence. */
function startOf(action: AwsAction, schedule: Schedule): EpochMinute | undefined {
  return action.startTime === undefined || schedule.kind === "at"
    ? undefined
    : parseInstant(action.startTime);
}

function scheduledMinutes(
  schedule: Schedule,
  { timezone }: AwsAction,
  rateFrom: EpochMinute,
  span: Span,
): Int32Array {
  switch (schedule.kind) {
    case "cron":
      return cronMinutes(schedule, span, span.clockOf(timezone));
    case "at":
      return atMinutes(schedule.at, timezone, span);
    case "rate":
      return rateMinutes(schedule.everyMinutes, rateFrom, span);
  }
}

function atMinutes(plain: PlainMinute, zone: string, { from, to }: FiringSpan): Int32Array {
  const at = toEpochMinute(zone, plain, "earlier");
  const exists = toPlainMinute(zone, at) === plain;
  return exists && at >= from && at < to ? Int32Array.of(at) : new Int32Array();
}

function rateMinutes(every: number, first: EpochMinute, { from, to }: FiringSpan): Int32Array {
  const skipped = Math.max(0, Math.ceil((from - first) / every));
  const count = Math.max(0, Math.ceil((to - first) / every) - skipped);
  return Int32Array.from({ length: count }, (_, index) => first + (skipped + index) * every);
}

function cronMinutes(
  schedule: CronSchedule,
  { from, to, months, overlap }: Span,
  clock: readonly ClockStretch[],
): Int32Array {
  const days = matchingDays(schedule, months);
  const times = schedule.hours.flatMap((hour) => schedule.minutes.map((m) => hour * 60 + m));
  // A day that a clock change cuts in two is walked once for each part.
  const minutes = new Int32Array((days.length + 2 * clock.length) * times.length);
  let length = 0;
  for (const stretch of clock) {
    const { offsetMinutes } = stretch;
    const first = Math.max(
      from + offsetMinutes,
      overlap === "once" ? stretch.freshFrom : stretch.from,
    );
    const end = Math.min(to + offsetMinutes, stretch.to);
    for (const day of days) {
      const midnight = day * 1440;
      if (midnight + 1440 <= first || midnight >= end) continue;
      for (const time of times) {
        const plain = midnight + time;
        if (plain >= first && plain < end) minutes[length++] = plain - offsetMinutes;
      }
    }
  }
  return minutes.subarray(0, length);
}

function matchingDays(schedule: CronSchedule, months: readonly DatedMonth[]): readonly EpochDay[] {
  return months
    .filter((month) => firesIn(schedule, month))
    .flatMap(({ dates }) => dates.filter((date) => firesOn(schedule.days, date)))
    .map((date) => date.epochDay);
}

/** Sorted by counting: one counter a minute of the span. */
function inOrder(lists: readonly Int32Array[], { from, to }: FiringSpan): Firings {
  const next = new Int32Array(to - from + 1);
  for (const list of lists) {
    for (let i = 0; i < list.length; i++) {
      const counter = (list[i] ?? 0) - from + 1;
      next[counter] = (next[counter] ?? 0) + 1;
    }
  }
  let count = 0;
  for (let minute = 0; minute < next.length; minute++) {
    count += next[minute] ?? 0;
    next[minute] = count;
  }
  const [at, action] = [new Int32Array(count), new Uint16Array(count)];
  for (const [index, list] of lists.entries()) {
    for (let i = 0; i < list.length; i++) {
      const minute = list[i] ?? 0;
      const place = next[minute - from] ?? 0;
      at[place] = minute;
      action[place] = index;
      next[minute - from] = place + 1;
    }
  }
  return { at, action };
}
