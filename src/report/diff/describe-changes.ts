import type { ScheduledAction } from "../../plan/cron";
import { findRuns, formatLimitsChange, formatWeekIntervals, type Limits } from "../../timetable";
import {
  type EpochDay,
  type EpochMinute,
  formatPlainDate,
  formatPlainMinute,
  formatPlainTime,
  minutesPerDay,
  type PlainMinute,
  toPlainMinute,
  toWeekday,
  weekdays,
} from "../../timetable/time";
import { describeSchedule } from "../text";

/** Days between two occurrences of one weekly run: two holidays may lie between. */
const maxBreakDays = 21;

/** Weeks that make a change weekly. */
const minWeeks = 4;

/** Dates listed; the rest is counted. */
const maxDates = 6;

/** The same change at the same time on some dates, which are sorted. */
interface RepeatedChange {
  readonly fromMinute: number;
  readonly lengthMinutes: number;
  readonly change: string;
  readonly days: readonly EpochDay[];
}

/** A change that repeats on some weekdays; some weeks may lack it. */
interface WeeklyChange extends RepeatedChange {
  readonly weekdays: readonly number[];
}

/** The compared dates `[from, to)`, and the exact minutes. */
interface ComparedSpan {
  readonly from: EpochDay;
  readonly to: EpochDay;
  readonly fromClock: PlainMinute;
  readonly toClock: PlainMinute;
}

/**
 * Describes a diff, one line for each change: weekly changes first, then single dates.
 * @example `Mon-Fri 08:00-09:00: min 4 -> 6 (until 2027-03-26, except 2026-12-24)`
 * @example `2026-12-24 08:00-18:00: min 4 -> 1`
 */
export function describeChanges(diff: PlanDiff): readonly string[] {
  const span = toSpan(toPlainMinute(diff.zone, diff.from), toPlainMinute(diff.zone, diff.to));
  const always = diff.intervals.filter((s) => s.from < diff.from && s.to > diff.to);
  const repeated = groupRepeatedChanges(diff.intervals.filter((s) => !always.includes(s)));
  const weekly = repeated.flatMap((change) => findWeeklyChanges(change, span));
  const single = repeated.map((change) => ({
    ...change,
    days: change.days.filter((day) => !weekly.some((w) => isSameTime(w, change) && w.days.includes(day))),
  }));
  return [
    ...always.map((s) => `always: ${formatLimitsChange(s.before, s.after)}`),
    ...weekly.toSorted(compareByWeek).map((change) => describeWeekly(change, span)),
    ...single
      .filter((change) => change.days.length > 0)
      .toSorted((a, b) => (a.days[0] ?? 0) - (b.days[0] ?? 0))
      .map((change) => `${describeDates(change)}: ${change.change}`),
  ];
}

function toSpan(fromClock: PlainMinute, toClock: PlainMinute): ComparedSpan {
  const [from, to] = [Math.floor(fromClock / minutesPerDay), Math.ceil(toClock / minutesPerDay)];
  return { from, to, fromClock, toClock };
}

/** Groups intervals by time of day and change; whole days count one by one. */
function groupRepeatedChanges(intervals: readonly ChangedInterval[]): readonly RepeatedChange[] {
  const groups = new Map<string, RepeatedChange>();
  for (const interval of intervals.flatMap(splitByDay)) {
    const key = `${interval.fromMinute} ${interval.lengthMinutes} ${interval.change}`;
    const group = groups.get(key);
    groups.set(key, { ...interval, days: [...(group?.days ?? []), ...interval.days] });
  }
  return [...groups.values()];
}

function splitByDay(interval: ChangedInterval): readonly RepeatedChange[] {
  const { fromClock, toClock } = interval;
  const change = formatLimitsChange(interval.before, interval.after);
  const day = Math.floor(fromClock / minutesPerDay);
  const [fromMinute, length] = [fromClock - day * minutesPerDay, toClock - fromClock];
  if (fromMinute > 0 || length % minutesPerDay > 0) return [{ fromMinute, lengthMinutes: length, change, days: [day] }];
  return Array.from({ length: length / minutesPerDay }, (_, n) => ({
    fromMinute,
    lengthMinutes: minutesPerDay,
    change,
    days: [day + n],
  }));
}

function isSameTime(a: RepeatedChange, b: RepeatedChange): boolean {
  return a.fromMinute === b.fromMinute && a.lengthMinutes === b.lengthMinutes && a.change === b.change;
}

/** Finds the weekly runs in one change; joins weekdays whose runs begin and end together. */
function findWeeklyChanges(change: RepeatedChange, span: ComparedSpan): readonly WeeklyChange[] {
  const byWeekday = weekdays.flatMap((name, weekday) =>
    findWeeklyRuns(change.days.filter((day) => toWeekday(day) === name)).map((days) => ({
      ...change,
      days,
      weekdays: [weekday],
    })),
  );
  return byWeekday.reduce<readonly WeeklyChange[]>((done, next) => {
    const twin = done.find((other) => isSameRun(other.days, next.days, span));
    if (twin === undefined) return [...done, next];
    const joined = {
      ...twin,
      days: [...twin.days, ...next.days].toSorted((a, b) => a - b),
      weekdays: [...twin.weekdays, ...next.weekdays],
    };
    return done.map((other) => (other === twin ? joined : other));
  }, []);
}

function findWeeklyRuns(days: readonly EpochDay[]): readonly (readonly EpochDay[])[] {
  return days
    .reduce<readonly (readonly EpochDay[])[]>((done, day) => {
      const open = done.at(-1);
      return open !== undefined && day - (open.at(-1) ?? day) <= maxBreakDays
        ? [...done.slice(0, -1), [...open, day]]
        : [...done, [day]];
    }, [])
    .filter((run) => run.length >= minWeeks);
}

function isSameRun(a: readonly EpochDay[], b: readonly EpochDay[], span: ComparedSpan): boolean {
  const [startA, endA] = findEdges(a, span);
  const [startB, endB] = findEdges(b, span);
  return Math.abs(startA - startB) < 7 && Math.abs(endA - endB) < 7;
}

/** The first and last date of a run; a run that ends close to an edge extends to it. */
function findEdges(days: readonly EpochDay[], span: ComparedSpan): readonly [EpochDay, EpochDay] {
  const [first, last] = [days[0] ?? span.from, days.at(-1) ?? span.to];
  return [first - span.from <= maxBreakDays ? span.from : first, span.to - last <= maxBreakDays ? span.to - 1 : last];
}

function compareByWeek(a: WeeklyChange, b: WeeklyChange): number {
  return (a.weekdays[0] ?? 0) - (b.weekdays[0] ?? 0) || a.fromMinute - b.fromMinute;
}

function describeWeekly(change: WeeklyChange, span: ComparedSpan): string {
  const [first, last] = findEdges(change.days, span);
  const words = formatWeekIntervals(
    change.weekdays.map((weekday) => ({
      from: weekday * minutesPerDay + change.fromMinute,
      lengthMinutes: change.lengthMinutes,
    })),
  );
  const missing = listDates(change.weekdays, first, last).filter(
    (day) => !change.days.includes(day) && isCompared(day * minutesPerDay + change.fromMinute, change, span),
  );
  const notes = [
    ...describeDateRange(first, last, span),
    ...(missing.length === 0 ? [] : [`except ${formatDateList(missing)}`]),
  ];
  return `${words}: ${change.change}${notes.length === 0 ? "" : ` (${notes.join(", ")})`}`;
}

/** Whether some of the interval lies in the compared time. */
function isCompared(start: PlainMinute, { lengthMinutes: length }: RepeatedChange, span: ComparedSpan): boolean {
  return start + length > span.fromClock && start < span.toClock;
}

function describeDateRange(first: EpochDay, last: EpochDay, span: ComparedSpan): readonly string[] {
  const [begins, ends] = [first > span.from, last < span.to - 1];
  if (begins && ends) return [`${formatPlainDate(first)} to ${formatPlainDate(last)}`];
  if (begins) return [`from ${formatPlainDate(first)}`];
  return ends ? [`until ${formatPlainDate(last)}`] : [];
}

/** Lists the dates of some weekdays from `first` to `last`, inclusive. */
function listDates(days: readonly number[], first: EpochDay, last: EpochDay): readonly EpochDay[] {
  return Array.from({ length: last - first + 1 }, (_, n) => first + n).filter((day) =>
    days.includes(weekdays.indexOf(toWeekday(day))),
  );
}

function describeDates({ fromMinute, lengthMinutes: length, days }: RepeatedChange): string {
  const end = fromMinute + length;
  if (fromMinute === 0 && end === minutesPerDay) return `${formatDateList(days)} all day`;
  if (end <= minutesPerDay) {
    return `${formatDateList(days)} ${formatPlainTime(fromMinute)}-${formatPlainTime(end)}`;
  }
  const shown = days.slice(0, maxDates).map((day) => {
    const from = day * minutesPerDay + fromMinute;
    return `${formatMoment(from)} to ${formatMoment(from + length)}`;
  });
  return [...shown, ...describeRest(days.length)].join(", ");
}

function formatMoment(plainMinute: number): string {
  return formatPlainMinute(plainMinute).replace("T", " ");
}

/** `2026-12-24, 2027-08-02 to 2027-08-06`, and the number of further ones. */
function formatDateList(days: readonly EpochDay[]): string {
  const intervals = findRuns(days, (day) => day);
  const shown = intervals
    .slice(0, maxDates)
    .map(([first, last]) =>
      first === last ? formatPlainDate(first) : `${formatPlainDate(first)} to ${formatPlainDate(last)}`,
    );
  return [...shown, ...describeRest(intervals.length)].join(", ");
}

function describeRest(count: number): readonly string[] {
  return count > maxDates ? [`and ${count - maxDates} more`] : [];
}

/** An interval with different limits; `fromClock`, `toClock` are on the clock of the later state's zone. */
export interface ChangedInterval {
  readonly from: EpochMinute;
  readonly to: EpochMinute;
  readonly fromClock: PlainMinute;
  readonly toClock: PlainMinute;
  readonly before: Limits;
  readonly after: Limits;
  readonly reasonsBefore: readonly string[];
  readonly reasonsAfter: readonly string[];
  /** By how much AWS may be late to set the limits after the edit, at `from` or `to`; 0 except in a doubled hour. */
  readonly minutesLate: number;
}

/** Differences of two states of one endpoint over `[from, to)` in real time. */
export interface PlanDiff {
  readonly zone: string;
  readonly from: EpochMinute;
  readonly to: EpochMinute;
  readonly intervals: readonly ChangedInterval[];
  readonly actions: ActionChanges;
}

/** Scheduled actions that differ, by name. */
export interface ActionChanges {
  readonly added: readonly ScheduledAction[];
  readonly changed: readonly { readonly before: ScheduledAction; readonly after: ScheduledAction }[];
  readonly removed: readonly ScheduledAction[];
}

/** `scheduled actions: 2 added, 1 changed`; undefined if none changes. */
export function formatActionCounts({ added, changed, removed }: ActionChanges): string | undefined {
  const parts = Object.entries({ added, changed, removed })
    .filter(([, actions]) => actions.length > 0)
    .map(([what, actions]) => `${actions.length} ${what}`);
  return parts.length === 0 ? undefined : `scheduled actions: ${parts.join(", ")}`;
}

/** Lists what changes, action by action: limits, schedule, and in words when it fires. */
export function listActionChanges({ added, changed, removed }: ActionChanges): readonly string[] {
  return [
    ...added.map((action) => `  + ${action.name}: ${formatAction(action)}`),
    ...changed.flatMap(({ before, after }) => [
      `  ~ ${after.name}: ${formatAction(before)}`,
      `      -> ${formatAction(after)}`,
    ]),
    ...removed.map((action) => `  - ${action.name}: ${formatAction(action)}`),
  ];
}

function formatAction({ schedule, timezone, min, max }: ScheduledAction): string {
  const words = describeSchedule(schedule);
  return [`min ${min}, max ${max}`, `${schedule} ${timezone}`, ...(words === undefined ? [] : [words])].join("; ");
}
