import { describeWeekIntervals, findRuns, formatLimitsChange, type Limits } from "../../timetable";
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

/** Two occurrences further apart than this, in days, are not one weekly run: two holidays may lie between. */
const maxBreakDays = 21;

/** A change is told as weekly from this many weeks on. */
const minWeeks = 4;

/** Dates told one by one; the rest is counted. */
const maxDates = 6;

/** The same change at the same time of day on the dates `defineWeekdays`, sorted. */
interface RepeatedChange {
  readonly fromMinute: number;
  readonly lengthMinutes: number;
  readonly change: string;
  readonly days: readonly EpochDay[];
}

/** A change that comes back week after week on some weekdays; `defineWeekdays` may miss a week here and there. */
interface WeeklyChange extends RepeatedChange {
  readonly weekdays: readonly number[];
}

/** Dates `[from, to)` that were compared, and the plain minutes at which comparing began and ended. */
interface ComparedSpan {
  readonly from: EpochDay;
  readonly to: EpochDay;
  readonly fromClock: PlainMinute;
  readonly toClock: PlainMinute;
}

/**
 * A diff in words, one line a change.
 *
 * Out: `Mon-Fri 08:00-09:00: min 4 -> 6`, followed by `(except 2026-12-24)`,
 *      `(until 2027-03-26)` or `(2026-11-30 to 2027-03-26)` where it is not in every week compared; then the single dates,
 *      `2026-12-24 08:00-18:00: min 4 -> 1`; empty when nothing differs
 */
export function describeChanges(diff: PlanDiff): readonly string[] {
  const span = toSpan(toPlainMinute(diff.zone, diff.from), toPlainMinute(diff.zone, diff.to));
  const always = diff.intervals.filter((s) => s.from < diff.from && s.to > diff.to);
  const repeated = groupRepeatedChanges(diff.intervals.filter((s) => !always.includes(s)));
  const weekly = repeated.flatMap((change) => findWeeklyChanges(change, span));
  const single = repeated.map((change) => ({
    ...change,
    days: change.days.filter(
      (day) => !weekly.some((w) => isSameTime(w, change) && w.days.includes(day)),
    ),
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

/** Groups stretches by time of day and change; whole days are told day by day. */
function groupRepeatedChanges(stretches: readonly ChangedInterval[]): readonly RepeatedChange[] {
  const groups = new Map<string, RepeatedChange>();
  for (const stretch of stretches.flatMap(splitByDay)) {
    const key = `${stretch.fromMinute} ${stretch.lengthMinutes} ${stretch.change}`;
    const group = groups.get(key);
    groups.set(key, { ...stretch, days: [...(group?.days ?? []), ...stretch.days] });
  }
  return [...groups.values()];
}

function splitByDay(stretch: ChangedInterval): readonly RepeatedChange[] {
  const { fromClock, toClock } = stretch;
  const change = formatLimitsChange(stretch.before, stretch.after);
  const day = Math.floor(fromClock / minutesPerDay);
  const [fromMinute, length] = [fromClock - day * minutesPerDay, toClock - fromClock];
  if (fromMinute > 0 || length % minutesPerDay > 0)
    return [{ fromMinute, lengthMinutes: length, change, days: [day] }];
  return Array.from({ length: length / minutesPerDay }, (_, n) => ({
    fromMinute,
    lengthMinutes: minutesPerDay,
    change,
    days: [day + n],
  }));
}

function isSameTime(a: RepeatedChange, b: RepeatedChange): boolean {
  return (
    a.fromMinute === b.fromMinute && a.lengthMinutes === b.lengthMinutes && a.change === b.change
  );
}

/** The weekly runs in one change; weekdays whose runs begin and end together are told together. */
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

/** First and last date of a run; one that begins or ends close to the edge is taken to go on beyond it. */
function findEdges(days: readonly EpochDay[], span: ComparedSpan): readonly [EpochDay, EpochDay] {
  const [first, last] = [days[0] ?? span.from, days.at(-1) ?? span.to];
  return [
    first - span.from <= maxBreakDays ? span.from : first,
    span.to - last <= maxBreakDays ? span.to - 1 : last,
  ];
}

function compareByWeek(a: WeeklyChange, b: WeeklyChange): number {
  return (a.weekdays[0] ?? 0) - (b.weekdays[0] ?? 0) || a.fromMinute - b.fromMinute;
}

function describeWeekly(change: WeeklyChange, span: ComparedSpan): string {
  const [first, last] = findEdges(change.days, span);
  const words = describeWeekIntervals(
    change.weekdays.map((weekday) => ({
      from: weekday * minutesPerDay + change.fromMinute,
      lengthMinutes: change.lengthMinutes,
    })),
  );
  const missing = listDates(change.weekdays, first, last).filter(
    (day) =>
      !change.days.includes(day) &&
      isCompared(day * minutesPerDay + change.fromMinute, change, span),
  );
  const notes = [
    ...describeDateRange(first, last, span),
    ...(missing.length === 0 ? [] : [`except ${formatDateList(missing)}`]),
  ];
  return `${words}: ${change.change}${notes.length === 0 ? "" : ` (${notes.join(", ")})`}`;
}

/** Whether a stretch would have been found: some of it lies in the time compared. */
function isCompared(
  start: PlainMinute,
  { lengthMinutes: length }: RepeatedChange,
  span: ComparedSpan,
): boolean {
  return start + length > span.fromClock && start < span.toClock;
}

/** Empty for a run from edge to edge. */
function describeDateRange(first: EpochDay, last: EpochDay, span: ComparedSpan): readonly string[] {
  const [begins, ends] = [first > span.from, last < span.to - 1];
  if (begins && ends) return [`${formatPlainDate(first)} to ${formatPlainDate(last)}`];
  if (begins) return [`from ${formatPlainDate(first)}`];
  return ends ? [`until ${formatPlainDate(last)}`] : [];
}

/** The dates of some weekdays from `first` to `last`, both included. */
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
  const told = days.slice(0, maxDates).map((day) => {
    const from = day * minutesPerDay + fromMinute;
    return `${formatMoment(from)} to ${formatMoment(from + length)}`;
  });
  return [...told, ...describeRest(days.length)].join(", ");
}

function formatMoment(plainMinute: number): string {
  return formatPlainMinute(plainMinute).replace("T", " ");
}

/** `2026-12-24, 2027-08-02 to 2027-08-06`, and how many more there are. */
function formatDateList(days: readonly EpochDay[]): string {
  const stretches = findRuns(days, (day) => day);
  const told = stretches
    .slice(0, maxDates)
    .map(([first, last]) =>
      first === last
        ? formatPlainDate(first)
        : `${formatPlainDate(first)} to ${formatPlainDate(last)}`,
    );
  return [...told, ...describeRest(stretches.length)].join(", ");
}

function describeRest(count: number): readonly string[] {
  return count > maxDates ? [`and ${count - maxDates} more`] : [];
}

/** `scheduled actions: 2 added, 1 changed`; undefined where AWS keeps the same ones. */
export function formatActionCounts({ actions }: PlanDiff): string | undefined {
  const { added, removed, changed } = actions;
  const parts = Object.entries({ added, removed, changed })
    .filter(([, names]) => names.length > 0)
    .map(([what, names]) => `${names.length} ${what}`);
  return parts.length === 0 ? undefined : `scheduled actions: ${parts.join(", ")}`;
}

/**
 * A stretch in which the limits differ.
 *
 * `from`, `to`: real time; `fromClock`, `toClock`: the wall clock of the later endpoint's zone
 */
export interface ChangedInterval {
  readonly from: EpochMinute;
  readonly to: EpochMinute;
  readonly fromClock: PlainMinute;
  readonly toClock: PlainMinute;
  readonly before: Limits;
  readonly after: Limits;
  readonly reasonsBefore: readonly string[];
  readonly reasonsAfter: readonly string[];
}

/** What AWS is told differently: names of scheduled actions. */
export interface ActionChanges {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly string[];
}

/** What differs between two states of one endpoint over `[from, to)` of real time. */
export interface PlanDiff {
  readonly zone: string;
  readonly from: EpochMinute;
  readonly to: EpochMinute;
  readonly intervals: readonly ChangedInterval[];
  readonly actions: ActionChanges;
}
