import type { EpochMinute } from "../time/instant";
import { type EpochDay, formatPlainDate, type PlainMinute, weekdayOf } from "../time/plain-date";
import { formatPlainTime } from "../time/plain-time";
import { weekdays } from "../time/weekday";
import { toPlainMinute } from "../time/zone";
import { type Limits, sameLimits } from "../timetable/limits";
import { type Segment, weekMinutes } from "../timetable/timeline";
import { limitsText } from "./limits-text";
import { limitsOnTheClock } from "./limits-over-time";
import { nextChanges } from "./next-firings";
import { type ReportedEndpoint, shownZone } from "./reported-endpoint";

/**
 * Something to put into a calendar, on the wall clock of the endpoint's zone.
 *
 * `id`:     the same for the same event in each feed
 * `length`: minutes; 0 for a firing
 * `weekly`: absent for a single event; `except`: starts on which it does not happen
 */
export interface CalendarEvent {
  readonly id: string;
  readonly summary: string;
  readonly description: string;
  readonly start: PlainMinute;
  readonly length: number;
  readonly weekly?: { readonly days: readonly number[]; readonly except: readonly PlainMinute[] };
}

/** Limits other than the plain baseline, from one change to the next. */
interface Stretch {
  readonly start: PlainMinute;
  readonly length: number;
  readonly limits: Limits;
  readonly names: readonly string[];
}

/**
 * What differs from the baseline, as events: the repeating week as weekly events with the dates on which
 * they do not happen, the rest one by one.
 *
 * In:  an endpoint with a timeline or a plan; dates `[from, to)`; all dates of the timeline are looked at
 * Out: weekly events first, then single ones, by start
 */
export function calendarEvents(
  endpoint: ReportedEndpoint,
  from: EpochDay,
  to: EpochDay,
): readonly CalendarEvent[] {
  const end = Math.max(to, endpoint.timeline?.dated?.to ?? to);
  const margin = 8 * 1440;
  const actual = stretches(
    endpoint,
    limitsOnTheClock(endpoint, from * 1440 - margin, end * 1440 + margin),
  ).filter((s) => s.start >= from * 1440 && s.start < end * 1440);
  const known = new Set(actual.map(keyOf));
  const weekly = weeklyGroups(endpoint).map((group) => {
    const expected = startsOf(group, from, end);
    const except = expected.filter((start) => !known.has(keyOf({ ...group.stretch, start })));
    return { group, expected, except };
  });
  const told = new Set(
    weekly.flatMap(({ group, expected }) =>
      expected.map((start) => keyOf({ ...group.stretch, start })),
    ),
  );
  return [
    ...weekly.flatMap(({ group, expected, except }) =>
      expected[0] === undefined ? [] : [weeklyEvent(endpoint, group, expected[0], except)],
    ),
    ...actual.filter((s) => !told.has(keyOf(s))).map((s) => singleEvent(endpoint, s)),
  ];
}

/**
 * The firings that move limits, as events without length.
 *
 * In: an endpoint with a plan; `from` < `to`
 */
export function firingEvents(
  endpoint: ReportedEndpoint,
  from: EpochMinute,
  to: EpochMinute,
): readonly CalendarEvent[] {
  const zone = shownZone(endpoint);
  return nextChanges(endpoint, { from, to, count: Infinity }).map(({ at, action, limits }) => ({
    id: `${endpoint.name}-firing-${action}-${at}`,
    summary: `${endpoint.name} -> ${limitsText(limits)}`,
    description: `scheduled action ${action} sets min ${limits.min}, max ${limits.max}`,
    start: toPlainMinute(zone, at),
    length: 0,
  }));
}

/** One stretch of the week and the weekdays on which it starts. */
interface WeeklyGroup {
  readonly stretch: Stretch;
  readonly days: readonly number[];
}

function weeklyGroups(endpoint: ReportedEndpoint): readonly WeeklyGroup[] {
  const week = endpoint.timeline?.week ?? [];
  const twice = [
    ...week,
    ...week.map((s) => ({ ...s, from: s.from + weekMinutes, to: s.to + weekMinutes })),
    ...week.map((s) => ({ ...s, from: s.from + 2 * weekMinutes, to: s.to + 2 * weekMinutes })),
  ];
  const groups = new Map<string, WeeklyGroup>();
  for (const stretch of stretches(endpoint, twice)) {
    // The middle week: its stretches are whole on both sides.
    if (stretch.start < weekMinutes || stretch.start >= 2 * weekMinutes) continue;
    const day = Math.floor(stretch.start / 1440) % 7;
    const key = keyOf({ ...stretch, start: stretch.start % 1440 });
    groups.set(key, { stretch, days: [...(groups.get(key)?.days ?? []), day] });
  }
  return [...groups.values()];
}

/** Neighbours with equal limits are one: lead time belongs to its window. */
function stretches(endpoint: ReportedEndpoint, segments: readonly Segment[]): readonly Stretch[] {
  const found: Stretch[] = [];
  for (const segment of segments) {
    const names = segment.because.filter((name) => name !== "baseline" && name !== "readyBefore");
    if (names.length === 0 || isRawBaseline(endpoint, segment)) continue;
    const last = found.at(-1);
    const { from, to, limits } = segment;
    if (
      last !== undefined &&
      last.start + last.length === from &&
      sameLimits(last.limits, limits)
    ) {
      const joined = [...new Set([...last.names, ...names])];
      found[found.length - 1] = { ...last, length: to - last.start, names: joined };
    } else {
      found.push({ start: from, length: to - from, limits, names });
    }
  }
  return found;
}

/** In the raw form a schedule brings the baseline back: no event. */
function isRawBaseline({ config }: ReportedEndpoint, { limits }: Segment): boolean {
  return config?.baseline !== undefined && sameLimits(config.baseline, limits);
}

function startsOf(group: WeeklyGroup, from: EpochDay, to: EpochDay): readonly PlainMinute[] {
  const minute = group.stretch.start % 1440;
  return Array.from({ length: to - from }, (_, n) => from + n)
    .filter((day) => group.days.includes(weekdays.indexOf(weekdayOf(day))))
    .map((day) => day * 1440 + minute);
}

function keyOf({ start, length, limits, names }: Stretch): string {
  return [start, length, limits.min, limits.max, ...names].join(" ");
}

function weeklyEvent(
  endpoint: ReportedEndpoint,
  { stretch, days }: WeeklyGroup,
  start: PlainMinute,
  except: readonly PlainMinute[],
): CalendarEvent {
  const which = days.map((day) => weekdays[day]).join("-");
  return { ...singleEvent(endpoint, { ...stretch, start }, which), weekly: { days, except } };
}

function singleEvent(
  endpoint: ReportedEndpoint,
  { start, length, limits, names }: Stretch,
  which = formatPlainDate(Math.floor(start / 1440)),
): CalendarEvent {
  const time = formatPlainTime(start - Math.floor(start / 1440) * 1440);
  const short = names.map((name) => name.replace(/^(window|schedule|exception|override) /, ""));
  return {
    id: [endpoint.name, which, time.replace(":", ""), length, limits.min, limits.max].join("-"),
    summary: `${endpoint.name} ${limitsText(limits)} ${short.join(", ")}`,
    description: `min ${limits.min}, max ${limits.max}: ${names.join(", ")}`,
    start,
    length,
  };
}
