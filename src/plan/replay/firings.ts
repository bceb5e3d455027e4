import {
  type EpochDay,
  type EpochMinute,
  isKnownZone,
  listOffsets,
  parseInstant,
  type PlainMinute,
  toEpochMinute,
  toPlainMinute,
} from "../../timetable/time";
import {
  type AwsAction,
  type CronDate,
  type CronSchedule,
  isFiringDate,
  isFiringMonth,
  listDatesInMonth,
  listMonths,
  parseSchedule,
  type Schedule,
  type YearMonth,
} from "../cron";

/**
 * An action with its schedule parsed.
 *
 * `schedule`: absent if the schedule or the zone is wrong, which a rule reports; the action never fires.
 * `start`, `end`: the first and the last minute in which it may fire; it also fires at `start`.
 * `rateFrom`: where a `rate` counts from.
 */
export interface ParsedAction {
  readonly action: AwsAction;
  readonly schedule?: Schedule;
  readonly start?: EpochMinute;
  readonly end?: EpochMinute;
  readonly rateFrom: EpochMinute;
}

/** How often a cron expression fires in an overlap: AWS does not say for Application Auto Scaling. */
export type OverlapReading = "once" | "twice";

/** Real time `[from, to)`, and how often actions fire in overlaps. */
export interface FiringSpan {
  readonly from: EpochMinute;
  readonly to: EpochMinute;
  readonly overlap: OverlapReading;
}

/** Firings by minute, then by action, in columns because there are many. `action`: index in the list of actions. */
export interface Firings {
  readonly at: Int32Array;
  readonly action: Uint16Array;
}

/** Wall-clock time `[from, to)` with one offset. What is before `freshFrom` is the second pass of an overlap. */
interface ClockInterval {
  readonly from: PlainMinute;
  readonly to: PlainMinute;
  readonly freshFrom: PlainMinute;
  readonly offsetMinutes: number;
}

interface DatedMonth extends YearMonth {
  readonly dates: readonly CronDate[];
}

interface Span extends FiringSpan {
  readonly months: readonly DatedMonth[];
  readonly findClock: (zone: string) => readonly ClockInterval[];
}

/** An overlap is at most a day long and begins before its clock change. */
const changeMargin = 2 * 1440;

/** Parses the schedules of actions. A `rate` without start time counts from `from`: nobody knows its real start. */
export function parseActions(actions: readonly AwsAction[], from: EpochMinute): readonly ParsedAction[] {
  const zones = new Set(actions.map((action) => action.timezone));
  const known = new Set([...zones].filter(isKnownZone));
  return actions.map((action) => {
    const { schedule } = parseSchedule(action.schedule);
    // `at(…)` has no recurrence, so a start time adds no firing to it.
    const startTime = schedule?.kind === "at" ? undefined : action.startTime;
    const start = startTime === undefined ? undefined : parseInstant(startTime);
    const end = action.endTime === undefined ? undefined : parseInstant(action.endTime);
    return {
      action,
      rateFrom: start ?? from,
      ...(schedule === undefined || !known.has(action.timezone) ? {} : { schedule }),
      ...(start === undefined ? {} : { start }),
      ...(end === undefined ? {} : { end }),
    };
  });
}

/**
 * Lists every firing in a span.
 *
 * No action fires in a gap. In an overlap an action fires in the first pass, and for "twice" also in the
 * second, except for `at(…)`. Actions whose schedule or zone is wrong never fire: rules report them.
 * @returns Sorted by minute, then by the order of `actions`.
 */
export function listFirings(actions: readonly AwsAction[], span: FiringSpan): Firings {
  return listParsedFirings(parseActions(actions, span.from), span);
}

/** Lists the firings of parsed actions. */
export function listParsedFirings(actions: readonly ParsedAction[], span: FiringSpan): Firings {
  const shared = prepareSpan(actions, span);
  return sortFirings(
    actions.map((action) => listActionMinutes(action, shared)),
    span,
  );
}

/** Finds the first firing at a minute or later, by binary search. */
export function findFirstFiringIndex(at: Int32Array, minute: EpochMinute): number {
  let [low, high] = [0, at.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((at[middle] ?? 0) < minute) low = middle + 1;
    else high = middle;
  }
  return low;
}

function prepareSpan(actions: readonly ParsedAction[], span: FiringSpan): Span {
  const read = actions.filter(({ schedule }) => schedule?.kind === "cron");
  const zones = new Set(read.map(({ action }) => action.timezone));
  const clocks = new Map([...zones].map((zone) => [zone, listClockIntervals(zone, span)]));
  return {
    ...span,
    // Clocks are less than a day away from UTC, east and west.
    months: listMonths(Math.floor(span.from / 1440) - 1, Math.ceil(span.to / 1440) + 1).map((month) => ({
      ...month,
      dates: listDatesInMonth(month),
    })),
    findClock: (zone) => clocks.get(zone) ?? [],
  };
}

function listClockIntervals(zone: string, { from, to }: FiringSpan): readonly ClockInterval[] {
  let shownUpTo = -Infinity;
  const intervals: ClockInterval[] = [];
  for (const interval of listOffsets(zone, from - changeMargin, to)) {
    const { offsetMinutes } = interval;
    const [plainFrom, plainTo] = [interval.from + offsetMinutes, interval.to + offsetMinutes];
    const freshFrom = Math.max(shownUpTo, plainFrom);
    intervals.push({ from: plainFrom, to: plainTo, freshFrom, offsetMinutes });
    shownUpTo = Math.max(shownUpTo, plainTo);
  }
  return intervals;
}

/** Lists one action's firings, sorted, each once. */
function listActionMinutes(read: ParsedAction, span: Span): Int32Array {
  const { action, schedule, start, end } = read;
  if (schedule === undefined) return new Int32Array();
  const limited = {
    ...span,
    from: Math.max(span.from, start ?? span.from),
    to: Math.min(span.to, (end ?? span.to) + 1),
  };
  const found = listScheduledMinutes(schedule, action.timezone, read.rateFrom, limited);
  const startsInside = start !== undefined && start >= limited.from && start < limited.to;
  return startsInside && found[0] !== start ? Int32Array.from([start, ...found]) : found;
}

function listScheduledMinutes(schedule: Schedule, zone: string, rateFrom: EpochMinute, span: Span): Int32Array {
  switch (schedule.kind) {
    case "cron":
      return listCronMinutes(schedule, span, span.findClock(zone));
    case "at":
      return listAtMinutes(schedule.at, zone, span);
    case "rate":
      return listRateMinutes(schedule.everyMinutes, rateFrom, span);
  }
}

function listAtMinutes(plain: PlainMinute, zone: string, { from, to }: FiringSpan): Int32Array {
  const at = toEpochMinute(zone, plain, "earlier");
  const exists = toPlainMinute(zone, at) === plain;
  return exists && at >= from && at < to ? Int32Array.of(at) : new Int32Array();
}

function listRateMinutes(every: number, first: EpochMinute, { from, to }: FiringSpan): Int32Array {
  const skipped = Math.max(0, Math.ceil((from - first) / every));
  const count = Math.max(0, Math.ceil((to - first) / every) - skipped);
  return Int32Array.from({ length: count }, (_, index) => first + (skipped + index) * every);
}

function listCronMinutes(
  schedule: CronSchedule,
  { from, to, months, overlap }: Span,
  clock: readonly ClockInterval[],
): Int32Array {
  const days = listMatchingDays(schedule, months);
  const times = schedule.hours.flatMap((hour) => schedule.minutes.map((m) => hour * 60 + m));
  // A day that a clock change cuts in two is walked once for each part.
  const minutes = new Int32Array((days.length + 2 * clock.length) * times.length);
  let length = 0;
  for (const interval of clock) {
    const { offsetMinutes } = interval;
    const first = Math.max(from + offsetMinutes, overlap === "once" ? interval.freshFrom : interval.from);
    const end = Math.min(to + offsetMinutes, interval.to);
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

function listMatchingDays(schedule: CronSchedule, months: readonly DatedMonth[]): readonly EpochDay[] {
  const days: EpochDay[] = [];
  for (const month of months) {
    if (!isFiringMonth(schedule, month)) continue;
    for (const date of month.dates) if (isFiringDate(schedule.days, date)) days.push(date.epochDay);
  }
  return days;
}

/** Sorts by counting into about as many buckets as there are firings, then by insertion. */
function sortFirings(lists: readonly Int32Array[], { from, to }: FiringSpan): Firings {
  const count = lists.reduce((sum, list) => sum + list.length, 0);
  const [at, action] = [new Int32Array(count), new Uint16Array(count)];
  if (count === 0) return { at, action };
  // A power of two, since shifting is quicker than dividing.
  const shift = 31 - Math.clz32(Math.max(1, Math.floor((to - from) / count)));
  const starts = countBucketStarts(lists, from, shift, ((to - from - 1) >> shift) + 1);
  const places = starts.slice();
  for (const [index, list] of lists.entries()) {
    for (let i = 0; i < list.length; i++) {
      const minute = list[i] ?? 0;
      const bucket = (minute - from) >> shift;
      const start = starts[bucket] ?? 0;
      let place = places[bucket] ?? 0;
      places[bucket] = place + 1;
      for (; place > start && (at[place - 1] ?? 0) > minute; place--) {
        at[place] = at[place - 1] ?? 0;
        action[place] = action[place - 1] ?? 0;
      }
      at[place] = minute;
      action[place] = index;
    }
  }
  return { at, action };
}

/** Counts where each bucket of `2 ** shift` minutes begins among all firings. */
function countBucketStarts(
  lists: readonly Int32Array[],
  from: EpochMinute,
  shift: number,
  buckets: number,
): Int32Array {
  const starts = new Int32Array(buckets + 1);
  for (const list of lists) {
    for (let i = 0; i < list.length; i++) {
      const next = (((list[i] ?? 0) - from) >> shift) + 1;
      starts[next] = (starts[next] ?? 0) + 1;
    }
  }
  for (let bucket = 1; bucket <= buckets; bucket++) {
    starts[bucket] = (starts[bucket] ?? 0) + (starts[bucket - 1] ?? 0);
  }
  return starts;
}
