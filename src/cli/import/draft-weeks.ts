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
import { joinIntervals, type LimitsInterval } from "./replay-limits";

/** Limits over minutes `[from, to)` of a day or a week; `action` set them. */
export interface LocalInterval {
  readonly from: number;
  readonly to: number;
  readonly limits: Limits;
  readonly action?: string;
}

/** One whole day in local time: gapless over `[0, 1440)`, neighbors differ. */
export interface LocalDay {
  readonly day: EpochDay;
  readonly intervals: readonly LocalInterval[];
}

/** Splits intervals into whole local days, sorted; skips partial days and days with a clock change. */
function splitIntoDays(zone: string, intervals: readonly LimitsInterval[]): readonly LocalDay[] {
  const [first, last] = [intervals[0], intervals.at(-1)];
  if (first === undefined || last === undefined) return [];
  const changed = findClockChangeDays(zone, first.from, last.to);
  const days = new Map<EpochDay, LocalInterval[]>();
  for (const offset of listOffsets(zone, first.from, last.to)) {
    for (const interval of intervals) {
      const from = Math.max(interval.from, offset.from) + offset.offsetMinutes;
      const to = Math.min(interval.to, offset.to) + offset.offsetMinutes;
      for (let day = Math.floor(from / 1440); day * 1440 < to; day++) {
        const part = { from: Math.max(0, from - day * 1440), to: Math.min(1440, to - day * 1440) };
        days.set(day, [...(days.get(day) ?? []), { ...interval, ...part }]);
      }
    }
  }
  return [...days]
    .filter(([day]) => !changed.has(day))
    .map(([day, parts]) => ({ day, intervals: joinIntervals(parts) }))
    .filter(({ intervals: all }) => all[0]?.from === 0 && all.at(-1)?.to === 1440);
}

export function findClockChangeDays(zone: string, from: number, to: number): ReadonlySet<EpochDay> {
  return new Set(listClockChanges(zone, from, to).map(({ at }) => Math.floor(toPlainMinute(zone, at) / 1440)));
}

/** Finds the most frequent day of each weekday. */
export function findUsualDays(days: readonly LocalDay[]): ReadonlyMap<Weekday, LocalDay> {
  return new Map(
    weekdays.flatMap((weekday) => {
      const groups = new Map<string, LocalDay[]>();
      for (const day of days) {
        if (toWeekday(day.day) !== weekday) continue;
        const key = formatProfile(day.intervals);
        groups.set(key, [...(groups.get(key) ?? []), day]);
      }
      const usual = [...groups.values()].toSorted((a, b) => b.length - a.length)[0]?.[0];
      return usual === undefined ? [] : [[weekday, usual] as const];
    }),
  );
}

/** Gives the same text for days with the same limits at every minute. */
export function formatProfile(intervals: readonly LocalInterval[]): string {
  return joinIntervals(intervals)
    .map(({ from, limits }) => `${from}:${limits.min}-${limits.max}`)
    .join(" ");
}

export interface WindowDraft {
  readonly days?: string | readonly string[];
  readonly dates?: string | readonly string[];
  readonly from: string;
  readonly to: string;
  readonly min: number;
  readonly max: number;
}

export interface ExceptionDraft {
  readonly dates: string | readonly string[];
  readonly use: string | Limits;
}

/** A timetable in the form and key order of the stack file. */
export interface TimetableDraft {
  readonly timezone: string;
  readonly baseline: Limits;
  readonly windows?: Readonly<Record<string, WindowDraft>>;
  readonly exceptions?: readonly ExceptionDraft[];
}

/** Wraps a timetable in a stack with one endpoint, `imported`; asynchronous, so that min may be 0. */
export function toStackValues(timetable: TimetableDraft): unknown {
  const endpoint = { existing: "imported", async: true };
  return { timezone: "UTC", endpoints: { imported: { endpoint, timetable } } };
}

/** @returns undefined if the config parser rejects the draft, which is a bug */
export function parseDraft(timetable: TimetableDraft): Timetable | undefined {
  const { endpoints } = parseStack(toStackValues(timetable));
  return endpoints["imported"]?.sections.timetable;
}

/** `action`: starts the window and names it. */
export interface NamedWindowDraft {
  readonly action?: string;
  readonly window: WindowDraft;
}

export interface WeekDraft {
  readonly baseline: Limits;
  readonly windows: readonly NamedWindowDraft[];
}

/**
 * Drafts the usual week in every way, fewest windows first: any limits may be the baseline, and a window of
 * several days may be one window or one a day.
 */
export function draftWeeks(usual: ReadonlyMap<Weekday, LocalDay>): readonly WeekDraft[] {
  const week = buildWeek(usual);
  const baselines = listDistinctLimits(week);
  const drafts = baselines.flatMap((baseline) =>
    [false, true].map((byDay) => ({ baseline, windows: draftWindows(week, baseline, byDay) })),
  );
  const countMinutesAt = (limits: Limits): number =>
    week.filter((interval) => isEqualLimits(interval.limits, limits)).reduce((sum, { from, to }) => sum + to - from, 0);
  return drafts.toSorted(
    (a, b) => a.windows.length - b.windows.length || countMinutesAt(b.baseline) - countMinutesAt(a.baseline),
  );
}

/** Gapless over the minutes of the week, `[0, 10080)`. */
function buildWeek(usual: ReadonlyMap<Weekday, LocalDay>): readonly LocalInterval[] {
  return joinIntervals(
    weekdays.flatMap((weekday, index) =>
      (usual.get(weekday)?.intervals ?? []).map((interval) => ({
        ...interval,
        from: interval.from + index * 1440,
        to: interval.to + index * 1440,
      })),
    ),
  );
}

function listDistinctLimits(week: readonly LocalInterval[]): readonly Limits[] {
  const distinct = new Map(week.map(({ limits: { min, max } }) => [`${min}-${max}`, { min, max }] as const));
  return [...distinct.values()].toSorted((a, b) => a.min - b.min || a.max - b.max);
}

function draftWindows(week: readonly LocalInterval[], baseline: Limits, byDay: boolean): readonly NamedWindowDraft[] {
  const runs = joinAroundWeekEnd(week).filter(({ limits }) => !isEqualLimits(limits, baseline));
  const parts = runs.flatMap((run) => (shouldSplit(run, byDay) ? splitByDay(run) : [run]));
  const groups = new Map<string, readonly LocalInterval[]>();
  for (const part of parts) {
    const { from, to, limits } = part;
    const key = [isLong(part) ? from : from % 1440, to - from, limits.min, limits.max].join();
    groups.set(key, [...(groups.get(key) ?? []), part]);
  }
  return [...groups.values()].flatMap(draftWindow);
}

/** Joins an interval that crosses the end of the week; it then ends after minute 10080. */
function joinAroundWeekEnd(week: readonly LocalInterval[]): readonly LocalInterval[] {
  const [first, last] = [week[0], week.at(-1)];
  const crosses =
    first !== undefined && last !== undefined && first !== last && isEqualLimits(first.limits, last.limits);
  if (!crosses) return week;
  return [...week.slice(1, -1), { ...last, to: last.to + first.to }];
}

/** Too long for a window with times of day: over a day, or a whole day not from midnight. */
function isLong({ from, to }: LocalInterval): boolean {
  return to - from > 1440 || (to - from === 1440 && from % 1440 !== 0);
}

function shouldSplit(run: LocalInterval, byDay: boolean): boolean {
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
  const source = action === undefined ? {} : { action };
  if (isLong(first)) {
    const window = { from: formatDayAndTime(from), to: formatDayAndTime(to), ...limits };
    return [{ ...source, window }];
  }
  const days = [...new Set(parts.map((part) => Math.floor(part.from / 1440) % 7))];
  const end = to % 1440 === 0 ? "24:00" : formatTimeOfDay(to);
  const window = { days: formatDays(days), from: formatTimeOfDay(from), to: end, ...limits };
  return [{ ...source, window }];
}

/** Formats a minute of the day or week as `08:00`. */
export function formatTimeOfDay(minutes: number): string {
  const [hour, minute] = [Math.floor((minutes % 1440) / 60), minutes % 60];
  return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
}

function formatDayAndTime(minuteOfWeek: number): string {
  return `${weekdays[Math.floor(minuteOfWeek / 1440) % 7] ?? ""} ${formatTimeOfDay(minuteOfWeek)}`;
}

/** `daily`, `sat`, a range such as `mon-fri` or `fri-mon` for three days or more in a row, else a list. */
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

/** Chooses the zone with the fewest unusual days. */
export function chooseZone(
  intervals: readonly LimitsInterval[],
  zones: readonly string[],
): readonly [string, readonly LocalDay[]] {
  const ranked = zones
    .map((zone) => {
      const days = splitIntoDays(zone, intervals);
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
