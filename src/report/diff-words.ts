import {
  dayMinutes,
  type EpochDay,
  formatPlainDate,
  type PlainMinute,
  weekdayOf,
} from "../time/plain-date";
import { formatPlainMinute, formatPlainTime } from "../time/plain-time";
import { weekdays } from "../time/weekday";
import { toPlainMinute } from "../time/zone";
import { limitsChangeText } from "./limits-text";
import type { ChangedStretch, PlanDiff } from "./plan-diff";
import { runs, weekWords } from "./week-words";

/** Two occurrences further apart than this, in days, are not one weekly run: two holidays may lie between. */
const longestBreak = 21;

/** A change is told as weekly from this many weeks on. */
const leastWeeks = 4;

/** Dates told one by one; the rest is counted. */
const datesTold = 6;

/** The same change at the same time of day on the dates `days`, sorted. */
interface Repeated {
  readonly fromMinute: number;
  readonly length: number;
  readonly change: string;
  readonly days: readonly EpochDay[];
}

/** A change that comes back week after week on some weekdays; `days` may miss a week here and there. */
interface Weekly extends Repeated {
  readonly weekdays: readonly number[];
}

/** Dates `[from, to)` that were compared, and the plain minutes at which comparing began and ended. */
interface Span {
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
export function diffWords(diff: PlanDiff): readonly string[] {
  const span = spanOf(toPlainMinute(diff.zone, diff.from), toPlainMinute(diff.zone, diff.to));
  const always = diff.stretches.filter((s) => s.from < diff.from && s.to > diff.to);
  const repeated = repeatedChanges(diff.stretches.filter((s) => !always.includes(s)));
  const weekly = repeated.flatMap((change) => weeklyIn(change, span));
  const single = repeated.map((change) => ({
    ...change,
    days: change.days.filter(
      (day) => !weekly.some((w) => sameTime(w, change) && w.days.includes(day)),
    ),
  }));
  return [
    ...always.map((s) => `always: ${limitsChangeText(s.before, s.after)}`),
    ...weekly.toSorted(byWeek).map((change) => weeklyWords(change, span)),
    ...single
      .filter((change) => change.days.length > 0)
      .toSorted((a, b) => (a.days[0] ?? 0) - (b.days[0] ?? 0))
      .map((change) => `${datesWords(change)}: ${change.change}`),
  ];
}

function spanOf(fromClock: PlainMinute, toClock: PlainMinute): Span {
  const [from, to] = [Math.floor(fromClock / dayMinutes), Math.ceil(toClock / dayMinutes)];
  return { from, to, fromClock, toClock };
}

/** Groups stretches by time of day and change; whole days are told day by day. */
function repeatedChanges(stretches: readonly ChangedStretch[]): readonly Repeated[] {
  const groups = new Map<string, Repeated>();
  for (const stretch of stretches.flatMap(dayByDay)) {
    const key = `${stretch.fromMinute} ${stretch.length} ${stretch.change}`;
    const group = groups.get(key);
    groups.set(key, { ...stretch, days: [...(group?.days ?? []), ...stretch.days] });
  }
  return [...groups.values()];
}

function dayByDay(stretch: ChangedStretch): readonly Repeated[] {
  const { fromClock, toClock } = stretch;
  const change = limitsChangeText(stretch.before, stretch.after);
  const day = Math.floor(fromClock / dayMinutes);
  const [fromMinute, length] = [fromClock - day * dayMinutes, toClock - fromClock];
  if (fromMinute > 0 || length % dayMinutes > 0)
    return [{ fromMinute, length, change, days: [day] }];
  return Array.from({ length: length / dayMinutes }, (_, n) => ({
    fromMinute,
    length: dayMinutes,
    change,
    days: [day + n],
  }));
}

function sameTime(a: Repeated, b: Repeated): boolean {
  return a.fromMinute === b.fromMinute && a.length === b.length && a.change === b.change;
}

/** The weekly runs in one change; weekdays whose runs begin and end together are told together. */
function weeklyIn(change: Repeated, span: Span): readonly Weekly[] {
  const byWeekday = weekdays.flatMap((name, weekday) =>
    runsOfWeeks(change.days.filter((day) => weekdayOf(day) === name)).map((days) => ({
      ...change,
      days,
      weekdays: [weekday],
    })),
  );
  return byWeekday.reduce<readonly Weekly[]>((done, next) => {
    const twin = done.find((other) => runsTogether(other.days, next.days, span));
    if (twin === undefined) return [...done, next];
    const joined = {
      ...twin,
      days: [...twin.days, ...next.days].toSorted((a, b) => a - b),
      weekdays: [...twin.weekdays, ...next.weekdays],
    };
    return done.map((other) => (other === twin ? joined : other));
  }, []);
}

function runsOfWeeks(days: readonly EpochDay[]): readonly (readonly EpochDay[])[] {
  return days
    .reduce<readonly (readonly EpochDay[])[]>((done, day) => {
      const open = done.at(-1);
      return open !== undefined && day - (open.at(-1) ?? day) <= longestBreak
        ? [...done.slice(0, -1), [...open, day]]
        : [...done, [day]];
    }, [])
    .filter((run) => run.length >= leastWeeks);
}

function runsTogether(a: readonly EpochDay[], b: readonly EpochDay[], span: Span): boolean {
  const [startA, endA] = edges(a, span);
  const [startB, endB] = edges(b, span);
  return Math.abs(startA - startB) < 7 && Math.abs(endA - endB) < 7;
}

/** First and last date of a run; one that begins or ends close to the edge is taken to go on beyond it. */
function edges(days: readonly EpochDay[], span: Span): readonly [EpochDay, EpochDay] {
  const [first, last] = [days[0] ?? span.from, days.at(-1) ?? span.to];
  return [
    first - span.from <= longestBreak ? span.from : first,
    span.to - last <= longestBreak ? span.to - 1 : last,
  ];
}

function byWeek(a: Weekly, b: Weekly): number {
  return (a.weekdays[0] ?? 0) - (b.weekdays[0] ?? 0) || a.fromMinute - b.fromMinute;
}

function weeklyWords(change: Weekly, span: Span): string {
  const [first, last] = edges(change.days, span);
  const words = weekWords(
    change.weekdays.map((weekday) => ({
      from: weekday * dayMinutes + change.fromMinute,
      length: change.length,
    })),
  );
  const missing = datesOf(change.weekdays, first, last).filter(
    (day) =>
      !change.days.includes(day) && wasCompared(day * dayMinutes + change.fromMinute, change, span),
  );
  const notes = [
    ...rangeWords(first, last, span),
    ...(missing.length === 0 ? [] : [`except ${dateList(missing)}`]),
  ];
  return `${words}: ${change.change}${notes.length === 0 ? "" : ` (${notes.join(", ")})`}`;
}

/** Whether a stretch would have been found: some of it lies in the time compared. */
function wasCompared(start: PlainMinute, { length }: Repeated, span: Span): boolean {
  return start + length > span.fromClock && start < span.toClock;
}

/** Empty for a run from edge to edge. */
function rangeWords(first: EpochDay, last: EpochDay, span: Span): readonly string[] {
  const [begins, ends] = [first > span.from, last < span.to - 1];
  if (begins && ends) return [`${formatPlainDate(first)} to ${formatPlainDate(last)}`];
  if (begins) return [`from ${formatPlainDate(first)}`];
  return ends ? [`until ${formatPlainDate(last)}`] : [];
}

/** The dates of some weekdays from `first` to `last`, both included. */
function datesOf(days: readonly number[], first: EpochDay, last: EpochDay): readonly EpochDay[] {
  return Array.from({ length: last - first + 1 }, (_, n) => first + n).filter((day) =>
    days.includes(weekdays.indexOf(weekdayOf(day))),
  );
}

function datesWords({ fromMinute, length, days }: Repeated): string {
  const end = fromMinute + length;
  if (fromMinute === 0 && end === dayMinutes) return `${dateList(days)} all day`;
  if (end <= dayMinutes) {
    return `${dateList(days)} ${formatPlainTime(fromMinute)}-${formatPlainTime(end)}`;
  }
  const told = days.slice(0, datesTold).map((day) => {
    const from = day * dayMinutes + fromMinute;
    return `${momentWords(from)} to ${momentWords(from + length)}`;
  });
  return [...told, ...countOfRest(days.length)].join(", ");
}

function momentWords(plainMinute: number): string {
  return formatPlainMinute(plainMinute).replace("T", " ");
}

/** `2026-12-24, 2027-08-02 to 2027-08-06`, and how many more there are. */
function dateList(days: readonly EpochDay[]): string {
  const stretches = runs(days, (day) => day);
  const told = stretches
    .slice(0, datesTold)
    .map(([first, last]) =>
      first === last
        ? formatPlainDate(first)
        : `${formatPlainDate(first)} to ${formatPlainDate(last)}`,
    );
  return [...told, ...countOfRest(stretches.length)].join(", ");
}

function countOfRest(count: number): readonly string[] {
  return count > datesTold ? [`and ${count - datesTold} more`] : [];
}
