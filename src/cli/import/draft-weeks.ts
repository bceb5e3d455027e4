import { parseStack } from "../../config/schema";
import { isEqualLimits, type Limits, type Timetable } from "../../timetable";
import {
  type EpochDay,
  listClockChanges,
  listOffsets,
  toPlainMinute,
  toWeekday,
  type Weekday,
  weekdays,
} from "../../timetable/time";
import type { LimitsInterval } from "./imported-target";

/** Limits over minutes `[from, to)` of a day or a week; `action`: whose firing brought them. */
export interface LocalInterval {
  readonly from: number;
  readonly to: number;
  readonly limits: Limits;
  readonly action?: string;
}

/** One whole day on the wall clock: gapless over `[0, 1440)`, neighbours differ. */
export interface LocalDay {
  readonly day: EpochDay;
  readonly intervals: readonly LocalInterval[];
}

/**
 * Limits of real time as whole days on a zone's wall clock.
 *
 * Out: sorted; days on which the clock is changed are left out, and those that the span holds in part
 */
export function splitIntoDays(
  zone: string,
  intervals: readonly LimitsInterval[],
): readonly LocalDay[] {
  const [first, last] = [intervals[0], intervals.at(-1)];
  if (first === undefined || last === undefined) return [];
  const changed = findClockChangeDays(zone, first.from, last.to);
  const days = new Map<EpochDay, LocalInterval[]>();
  for (const offset of listOffsets(zone, first.from, last.to)) {
    for (const stretch of intervals) {
      const from = Math.max(stretch.from, offset.from) + offset.offsetMinutes;
      const to = Math.min(stretch.to, offset.to) + offset.offsetMinutes;
      for (let day = Math.floor(from / 1440); day * 1440 < to; day++) {
        const part = { from: Math.max(0, from - day * 1440), to: Math.min(1440, to - day * 1440) };
        days.set(day, [...(days.get(day) ?? []), { ...stretch, ...part }]);
      }
    }
  }
  return [...days]
    .filter(([day]) => !changed.has(day))
    .map(([day, parts]) => ({ day, intervals: joinIntervals(parts) }))
    .filter(({ intervals: all }) => all[0]?.from === 0 && all.at(-1)?.to === 1440);
}

/** Days on which a zone's clock is changed. */
export function findClockChangeDays(zone: string, from: number, to: number): ReadonlySet<EpochDay> {
  return new Set(
    listClockChanges(zone, from, to).map(({ at }) => Math.floor(toPlainMinute(zone, at) / 1440)),
  );
}

/** The usual day of each weekday: the one that comes most often. Out: a weekday that never comes is left out */
export function findUsualDays(days: readonly LocalDay[]): ReadonlyMap<Weekday, LocalDay> {
  return new Map(
    weekdays.flatMap((weekday) => {
      const groups = new Map<string, LocalDay[]>();
      for (const day of days) {
        if (toWeekday(day.day) !== weekday) continue;
        const key = formatProfile(day.intervals);
        groups.set(key, [...(groups.get(key) ?? []), day]);
      }
      const [most] = [...groups.values()].toSorted((a, b) => b.length - a.length);
      const [usual] = most ?? [];
      return usual === undefined ? [] : [[weekday, usual] as const];
    }),
  );
}

/** The same text for days with the same limits at each minute. */
export function formatProfile(intervals: readonly LocalInterval[]): string {
  return joinIntervals(intervals)
    .map(({ from, limits }) => `${from}:${limits.min}-${limits.max}`)
    .join(" ");
}

/** Neighbours with the same limits as one. */
export function joinIntervals(intervals: readonly LocalInterval[]): readonly LocalInterval[] {
  const done: LocalInterval[] = [];
  for (const stretch of intervals) {
    const last = done.at(-1);
    if (last !== undefined && isEqualLimits(last.limits, stretch.limits)) {
      done[done.length - 1] = { ...last, to: stretch.to };
    } else done.push(stretch);
  }
  return done;
}

/** A window as a stack file writes it. */
export interface WindowDraft {
  readonly days?: string | readonly string[];
  readonly dates?: string | readonly string[];
  readonly from: string;
  readonly to: string;
  readonly min: number;
  readonly max: number;
}

/** An exception as a stack file writes it. */
export interface ExceptionDraft {
  readonly dates: string | readonly string[];
  readonly use: string | Limits;
}

/** A timetable as a stack file writes it: plain JSON, in the order in which it is printed. */
export interface TimetableDraft {
  readonly timezone: string;
  readonly baseline: Limits;
  readonly windows?: Readonly<Record<string, WindowDraft>>;
  readonly exceptions?: readonly ExceptionDraft[];
}

/**
 * The values of a stack file with one endpoint, `imported`, that has the timetable.
 *
 * It is asynchronous, so that it may be at zero: of what kind the real one is, schedules do not say.
 */
export function toStackValues(timetable: TimetableDraft): unknown {
  const endpoint = { existing: "imported", async: true };
  return { timezone: "UTC", endpoints: { imported: { endpoint, timetable } } };
}

/** The timetable as the config's parser reads it. Out: undefined for a draft that it refuses, which is a bug */
export function parseDraft(timetable: TimetableDraft): Timetable | undefined {
  const { endpoints } = parseStack(toStackValues(timetable));
  return endpoints["imported"]?.sections.timetable;
}

/** A window and the action that begins it, from whose name the window's is made. */
export interface NamedWindowDraft {
  readonly action?: string;
  readonly window: WindowDraft;
}

/** What the usual week is made of. */
export interface WeekDraft {
  readonly baseline: Limits;
  readonly windows: readonly NamedWindowDraft[];
}

/**
 * The ways to write a usual week, fewest windows first: each pair of limits may be the baseline, and a long
 * window is one stretch of several days, or a window on each of them.
 *
 * In: the usual day of each weekday
 */
export function draftWeeks(usual: ReadonlyMap<Weekday, LocalDay>): readonly WeekDraft[] {
  const week = buildWeek(usual);
  const baselines = listDistinctLimits(week);
  const drafts = baselines.flatMap((baseline) =>
    [false, true].map((byDay) => ({ baseline, windows: draftWindows(week, baseline, byDay) })),
  );
  const held = (limits: Limits): number =>
    week
      .filter((stretch) => isEqualLimits(stretch.limits, limits))
      .reduce((sum, { from, to }) => sum + to - from, 0);
  return drafts.toSorted(
    (a, b) => a.windows.length - b.windows.length || held(b.baseline) - held(a.baseline),
  );
}

/** Minutes of the week `[0, 10080)`, gapless. */
function buildWeek(usual: ReadonlyMap<Weekday, LocalDay>): readonly LocalInterval[] {
  return joinIntervals(
    weekdays.flatMap((weekday, index) =>
      (usual.get(weekday)?.intervals ?? []).map((stretch) => ({
        ...stretch,
        from: stretch.from + index * 1440,
        to: stretch.to + index * 1440,
      })),
    ),
  );
}

function listDistinctLimits(week: readonly LocalInterval[]): readonly Limits[] {
  const found = new Map(
    week.map(({ limits: { min, max } }) => [`${min}-${max}`, { min, max }] as const),
  );
  return [...found.values()].toSorted((a, b) => a.min - b.min || a.max - b.max);
}

function draftWindows(
  week: readonly LocalInterval[],
  baseline: Limits,
  byDay: boolean,
): readonly NamedWindowDraft[] {
  const runs = joinAroundWeekEnd(week).filter(({ limits }) => !isEqualLimits(limits, baseline));
  const parts = runs.flatMap((run) => (hasToBeSplit(run, byDay) ? splitByDay(run) : [run]));
  const groups = new Map<string, readonly LocalInterval[]>();
  for (const part of parts) {
    const { from, to, limits } = part;
    const key = [isLong(part) ? from : from % 1440, to - from, limits.min, limits.max].join();
    groups.set(key, [...(groups.get(key) ?? []), part]);
  }
  return [...groups.values()].flatMap(draftWindow);
}

/** The week as one that goes round: what holds over its end is one stretch, which begins before it. */
function joinAroundWeekEnd(week: readonly LocalInterval[]): readonly LocalInterval[] {
  const [first, last] = [week[0], week.at(-1)];
  const goesOn =
    first !== undefined &&
    last !== undefined &&
    first !== last &&
    isEqualLimits(first.limits, last.limits);
  if (!goesOn) return week;
  return [...week.slice(1, -1), { ...last, to: last.to + first.to }];
}

/** More than a day, or a whole one that does not begin at midnight: no window of times of day says that. */
function isLong({ from, to }: LocalInterval): boolean {
  return to - from > 1440 || (to - from === 1440 && from % 1440 !== 0);
}

function hasToBeSplit(run: LocalInterval, byDay: boolean): boolean {
  if (!isLong(run)) return false;
  return byDay || (run.from % 1440 === 0 && run.to % 1440 === 0);
}

function splitByDay(run: LocalInterval): readonly LocalInterval[] {
  const parts: LocalInterval[] = [];
  for (let { from } = run; from < run.to; from = (Math.floor(from / 1440) + 1) * 1440) {
    const to = Math.min(run.to, (Math.floor(from / 1440) + 1) * 1440);
    parts.push({ ...run, from, to });
  }
  return parts;
}

function draftWindow(parts: readonly LocalInterval[]): readonly NamedWindowDraft[] {
  const [first] = parts;
  if (first === undefined) return [];
  const { from, to, limits, action } = first;
  const named = action === undefined ? {} : { action };
  if (isLong(first)) {
    const window = { from: formatDayAndTime(from), to: formatDayAndTime(to), ...limits };
    return [{ ...named, window }];
  }
  const days = [...new Set(parts.map((part) => Math.floor(part.from / 1440) % 7))];
  const ends = to % 1440 === 0 ? "24:00" : formatTimeOfDay(to);
  return [
    {
      ...named,
      window: { days: formatDays(days), from: formatTimeOfDay(from), to: ends, ...limits },
    },
  ];
}

/** `08:00`; minutes of any day. */
export function formatTimeOfDay(minutes: number): string {
  const ofDay = minutes % 1440;
  const [hour, minute] = [Math.floor(ofDay / 60), ofDay % 60];
  return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
}

function formatDayAndTime(minuteOfWeek: number): string {
  return `${weekdays[Math.floor(minuteOfWeek / 1440) % 7] ?? ""} ${formatTimeOfDay(minuteOfWeek)}`;
}

/** `daily`, `mon-fri`, `sat`, or a list: three days in a row and more are a range, over Sunday too. */
function formatDays(numbers: readonly number[]): string | readonly string[] {
  const name = (day: number): string => weekdays[day % 7] ?? "";
  if (numbers.length === 7) return "daily";
  const has = new Set(numbers);
  const firsts = numbers.filter((day) => !has.has((day + 6) % 7));
  const [first] = firsts;
  const isRange = first !== undefined && firsts.length === 1 && numbers.length >= 3;
  if (isRange) return `${name(first)}-${name(first + numbers.length - 1)}`;
  const sorted = numbers.toSorted((a, b) => a - b).map(name);
  return sorted.length === 1 ? (sorted[0] ?? "") : sorted;
}

/** The zone on whose clock the fewest days are unlike the others. */
export function chooseZone(
  stretches: readonly LimitsInterval[],
  zones: readonly string[],
): readonly [string, readonly LocalDay[]] {
  const ranked = zones
    .map((zone) => {
      const days = splitIntoDays(zone, stretches);
      const usual = findUsualDays(days);
      return { zone, days, odd: days.filter((day) => isUnusual(day, usual)).length };
    })
    .toSorted((a, b) => a.odd - b.odd);
  const [best] = ranked;
  if (best === undefined) throw new Error("bug: no zone to try");
  return [best.zone, best.days];
}

export function isUnusual(day: LocalDay, usual: ReturnType<typeof findUsualDays>): boolean {
  const expected = usual.get(toWeekday(day.day));
  return formatProfile(day.intervals) !== formatProfile(expected?.intervals ?? []);
}
