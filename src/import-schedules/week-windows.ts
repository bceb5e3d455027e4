import { type Weekday, weekdays } from "../time/weekday";
import { type Limits, isEqualLimits } from "../timetable/limits";
import { type LocalDay, type LocalInterval, joinIntervals } from "./clock-days";
import type { WindowDraft } from "./timetable-draft";

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
