import { chooseShownZone, formatUnitSuffix, listLimitsOnClock, type ReportedEndpoint } from "../../plan/usage";
import { formatLimits, isEqualLimits, type Limits, minutesPerWeek, type Segment } from "../../timetable";
import {
  type EpochDay,
  type EpochMinute,
  formatPlainDate,
  formatPlainTime,
  type PlainMinute,
  toPlainMinute,
  toWeekday,
  weekdays,
} from "../../timetable/time";
import { findNextChanges, getLayerName, listLayers } from "..";

/** Something to put into a calendar, on the wall clock of the endpoint's zone. */
export interface CalendarEvent {
  /** The same for the same event in each feed. */
  readonly id: string;
  readonly summary: string;
  readonly description: string;
  readonly start: PlainMinute;
  /** 0 for a firing. */
  readonly lengthMinutes: number;
  /** Absent for a single event. */
  readonly weekly?: {
    /** 0 is Monday. */
    readonly days: readonly number[];
    /** Starts on which it does not happen. */
    readonly except: readonly PlainMinute[];
    /** The last start that is known, if it may end then. */
    readonly until?: PlainMinute;
  };
}

/** Limits other than the plain baseline, from one change to the next. */
interface LimitsInterval {
  readonly start: PlainMinute;
  readonly lengthMinutes: number;
  readonly limits: Limits;
  readonly names: readonly string[];
}

/**
 * Lists what differs from the baseline: weekly events with the dates that they skip, then single ones, by start.
 * @param endpoint with a timeline or a plan
 * @param to the first date left out; later dates of the timeline are included
 */
export function listCalendarEvents(endpoint: ReportedEndpoint, from: EpochDay, to: EpochDay): readonly CalendarEvent[] {
  const end = Math.max(to, endpoint.timeline?.dated?.to ?? to);
  const margin = 8 * 1440;
  const actual = listIntervals(endpoint, listLimitsOnClock(endpoint, from * 1440 - margin, end * 1440 + margin)).filter(
    (s) => s.start >= from * 1440 && s.start < end * 1440,
  );
  const known = new Set(actual.map(formatIntervalKey));
  const groups = endpoint.timeline === undefined ? groupRepeated(actual) : groupWeekly(endpoint, from, end);
  const weekly = groups.map((group) => {
    const expected = listStarts(group);
    const except = expected.filter((start) => !known.has(formatIntervalKey({ ...group.stretch, start })));
    return { group, expected, except, isLater: group.from >= from + 7 };
  });
  const covered = new Set(
    weekly.flatMap(({ group, expected }) => expected.map((start) => formatIntervalKey({ ...group.stretch, start }))),
  );
  return [
    ...weekly.flatMap(({ expected, ...event }) =>
      expected[0] === undefined ? [] : [createWeeklyEvent(endpoint, { expected, ...event })],
    ),
    ...actual.filter((s) => !covered.has(formatIntervalKey(s))).map((s) => createSingleEvent(endpoint, s)),
  ];
}

/** Lists the firings that change limits in `[from, to)`, as events without length. */
export function listFiringEvents(
  endpoint: ReportedEndpoint,
  from: EpochMinute,
  to: EpochMinute,
): readonly CalendarEvent[] {
  const zone = chooseShownZone(endpoint);
  return findNextChanges(endpoint, { from, to, count: Infinity }).map(({ at, action, limits }) => ({
    id: `${endpoint.name}-firing-${action}-${at}`,
    summary: `${endpoint.name} -> ${formatLimits(limits)}`,
    description: `scheduled action ${action} sets min ${limits.min}, max ${limits.max}${formatUnitSuffix(endpoint, limits)}`,
    start: toPlainMinute(zone, at),
    lengthMinutes: 0,
  }));
}

/** One stretch of the week and the weekdays on which it starts, in the dates `[from, to)`. */
interface WeeklyGroup {
  readonly stretch: LimitsInterval;
  readonly days: readonly number[];
  readonly from: EpochDay;
  readonly to: EpochDay;
}

function groupWeekly(endpoint: ReportedEndpoint, from: EpochDay, to: EpochDay): readonly WeeklyGroup[] {
  const week = endpoint.timeline?.week ?? [];
  const twice = [
    ...week,
    ...week.map((s) => ({ ...s, from: s.from + minutesPerWeek, to: s.to + minutesPerWeek })),
    ...week.map((s) => ({ ...s, from: s.from + 2 * minutesPerWeek, to: s.to + 2 * minutesPerWeek })),
  ];
  const groups = new Map<string, WeeklyGroup>();
  for (const stretch of listIntervals(endpoint, twice)) {
    // The middle week: its stretches are whole on both sides.
    if (stretch.start < minutesPerWeek || stretch.start >= 2 * minutesPerWeek) continue;
    const day = Math.floor(stretch.start / 1440) % 7;
    const key = formatIntervalKey({ ...stretch, start: stretch.start % 1440 });
    groups.set(key, { stretch, days: [...(groups.get(key)?.days ?? []), day], from, to });
  }
  return [...groups.values()];
}

/** Days between two occurrences of one weekly run: two holidays may lie between. */
const maxBreakDays = 21;

/** Fewer occurrences become single events. */
const minOccurrences = 2;

/**
 * The raw form has no week that repeats: weekly is what comes back week after week, for as long as it
 * does. Where the zone of an action is not the one that is shown, that is until the clock changes.
 */
function groupRepeated(actual: readonly LimitsInterval[]): readonly WeeklyGroup[] {
  const alike = new Map<string, readonly LimitsInterval[]>();
  for (const stretch of actual) {
    const key = formatIntervalKey({ ...stretch, start: toMinuteOfDay(stretch) });
    alike.set(key, [...(alike.get(key) ?? []), stretch]);
  }
  return [...alike.values()].flatMap((found) =>
    [0, 1, 2, 3, 4, 5, 6]
      .flatMap((day) => findRunsOnWeekday(day, found))
      .reduce<readonly WeeklyGroup[]>((done, next) => {
        const twin = done.find((other) => isSameRun(other, next));
        return twin === undefined
          ? [...done, next]
          : done.map((other) => (other === twin ? joinGroups(twin, next) : other));
      }, []),
  );
}

function findRunsOnWeekday(day: number, found: readonly LimitsInterval[]): readonly WeeklyGroup[] {
  return found
    .filter(({ start }) => toWeekdayNumber(start) === day)
    .reduce<readonly (readonly LimitsInterval[])[]>((done, stretch) => {
      const open = done.at(-1);
      const [last] = open?.slice(-1) ?? [];
      return open !== undefined && stretch.start - (last?.start ?? 0) <= maxBreakDays * 1440
        ? [...done.slice(0, -1), [...open, stretch]]
        : [...done, [stretch]];
    }, [])
    .flatMap((run) => {
      const [first, last] = [run[0], run.at(-1)];
      if (first === undefined || last === undefined || run.length < minOccurrences) return [];
      const [from, to] = [first, last].map(({ start }) => Math.floor(start / 1440));
      return from === undefined || to === undefined ? [] : [{ stretch: first, days: [day], from, to: to + 1 }];
    });
}

function isSameRun(a: WeeklyGroup, b: WeeklyGroup): boolean {
  return Math.abs(a.from - b.from) < 7 && Math.abs(a.to - b.to) < 7;
}

function joinGroups(a: WeeklyGroup, b: WeeklyGroup): WeeklyGroup {
  const [from, to] = [Math.min(a.from, b.from), Math.max(a.to, b.to)];
  return { stretch: a.stretch, days: [...a.days, ...b.days], from, to };
}

function toMinuteOfDay({ start }: Pick<LimitsInterval, "start">): number {
  return start - Math.floor(start / 1440) * 1440;
}

function toWeekdayNumber(start: PlainMinute): number {
  return weekdays.indexOf(toWeekday(Math.floor(start / 1440)));
}

/** Neighbours with equal limits are one: lead time belongs to its window. */
function listIntervals(endpoint: ReportedEndpoint, segments: readonly Segment[]): readonly LimitsInterval[] {
  const found: LimitsInterval[] = [];
  for (const segment of segments) {
    const names = listLayers(segment);
    if (names.length === 0 || isScheduledBaseline(endpoint, segment)) continue;
    const last = found.at(-1);
    const { from, to, limits } = segment;
    if (last !== undefined && last.start + last.lengthMinutes === from && isEqualLimits(last.limits, limits)) {
      const joined = [...new Set([...last.names, ...names])];
      found[found.length - 1] = { ...last, lengthMinutes: to - last.start, names: joined };
    } else {
      found.push({ start: from, lengthMinutes: to - from, limits, names });
    }
  }
  return found;
}

/** In the raw form a schedule brings the baseline back: no event. */
function isScheduledBaseline({ config }: ReportedEndpoint, { limits }: Segment): boolean {
  return config?.baseline !== undefined && isEqualLimits(config.baseline, limits);
}

function listStarts({ stretch, days, from, to }: WeeklyGroup): readonly PlainMinute[] {
  const minute = toMinuteOfDay(stretch);
  return Array.from({ length: to - from }, (_, n) => from + n)
    .filter((day) => days.includes(toWeekdayNumber(day * 1440)))
    .map((day) => day * 1440 + minute);
}

function formatIntervalKey({ start, lengthMinutes: length, limits, names }: LimitsInterval): string {
  return [start, length, limits.min, limits.max, ...names].join(" ");
}

/**
 * A timetable's week goes on without end; `schedules` are known only as far as they were replayed. `isLater`: the event
 * begins in a later week than the feed, which may have the same one before it.
 */
function createWeeklyEvent(
  endpoint: ReportedEndpoint,
  {
    group,
    expected,
    except,
    isLater,
  }: {
    readonly group: WeeklyGroup;
    readonly expected: readonly PlainMinute[];
    readonly except: readonly PlainMinute[];
    readonly isLater: boolean;
  },
): CalendarEvent {
  const { stretch, days, from } = group;
  const [start = stretch.start] = expected;
  const which = [...days.map((day) => weekdays[day]), ...(isLater ? [formatPlainDate(from)] : [])];
  const until = endpoint.timeline === undefined ? expected.at(-1) : undefined;
  return {
    ...createSingleEvent(endpoint, { ...stretch, start }, which.join("-")),
    weekly: { days, except, ...(until === undefined ? {} : { until }) },
  };
}

function createSingleEvent(
  endpoint: ReportedEndpoint,
  { start, lengthMinutes: length, limits, names }: LimitsInterval,
  which = formatPlainDate(Math.floor(start / 1440)),
): CalendarEvent {
  const time = formatPlainTime(toMinuteOfDay({ start }));
  const short = names.map(getLayerName);
  return {
    id: [endpoint.name, which, time.replace(":", ""), length, limits.min, limits.max].join("-"),
    summary: `${endpoint.name} ${formatLimits(limits)} ${short.join(", ")}`,
    description: `min ${limits.min}, max ${limits.max}${formatUnitSuffix(endpoint, limits)}: ${names.join(", ")}`,
    start,
    lengthMinutes: length,
  };
}
