import { formatPlainTime, formatWeekday, minutesPerDay } from "./time/plain-date-time";
import { minutesPerWeek } from "./timeline";

/** An interval of the week. `from`: minute of the week, 0-10079. It may end in the next week. */
export interface WeekInterval {
  readonly from: number;
  readonly lengthMinutes: number;
}

/** Describes weekdays, 0 = Monday: `Mon-Fri`, `Mon, Wed-Thu`, `every day`. */
export function formatWeekdays(days: readonly number[]): string {
  const sorted = [...new Set(days)].toSorted((a, b) => a - b);
  if (sorted.length === 7) return "every day";
  return findRuns(sorted, (day) => day)
    .map((run) => [...new Set(run)].map(formatWeekday).join("-"))
    .join(", ");
}

/** Joins items whose positions follow each other by one: the first and last item of each run. Needs sorted items. */
export function findRuns<T>(items: readonly T[], position: (item: T) => number): readonly (readonly [T, T])[] {
  return items.reduce<readonly (readonly [T, T])[]>((done, item) => {
    const open = done.at(-1);
    return open !== undefined && position(open[1]) + 1 === position(item)
      ? [...done.slice(0, -1), [open[0], item]]
      : [...done, [item, item]];
  }, []);
}

/**
 * Describes intervals of a week. Prints equal times of day once.
 * @returns `Mon-Fri 08:00-18:00`, `Sun 22:00-Mon 02:00`, `Mon-Thu 22:00-06:00 next day; Sat-Sun all day`,
 * `all week`.
 */
export function formatWeekIntervals(intervals: readonly WeekInterval[]): string {
  if (intervals.some((s) => s.lengthMinutes >= minutesPerWeek)) return "all week";
  const byTimes = new Map<string, WeekInterval[]>();
  for (const interval of intervals.flatMap(splitIntoDays)) {
    const key = `${interval.from % minutesPerDay} ${interval.lengthMinutes}`;
    byTimes.set(key, [...(byTimes.get(key) ?? []), interval]);
  }
  return [...byTimes.values()].map(formatSameTimes).join("; ");
}

/** Splits an interval from midnight to midnight into days, so that two read `Sat-Sun all day`. */
function splitIntoDays(interval: WeekInterval): readonly WeekInterval[] {
  if (interval.from % minutesPerDay !== 0 || interval.lengthMinutes % minutesPerDay !== 0) return [interval];
  return Array.from({ length: interval.lengthMinutes / minutesPerDay }, (_, n) => ({
    from: (interval.from + n * minutesPerDay) % minutesPerWeek,
    lengthMinutes: minutesPerDay,
  }));
}

function formatSameTimes(intervals: readonly WeekInterval[]): string {
  const [first] = intervals;
  if (first === undefined) return "";
  const startDays = intervals.map((s) => Math.floor(s.from / minutesPerDay));
  const days = formatWeekdays(startDays);
  const from = first.from % minutesPerDay;
  const end = from + first.lengthMinutes;
  if (from === 0 && end === minutesPerDay) return `${days} all day`;
  if (end <= minutesPerDay) return `${days} ${formatPlainTime(from)}-${formatPlainTime(end)}`;
  if (intervals.length === 1 || end > 2 * minutesPerDay) return formatEachInterval(intervals);
  return `${days} ${formatPlainTime(from)}-${formatPlainTime(end - minutesPerDay)} next day`;
}

function formatEachInterval(intervals: readonly WeekInterval[]): string {
  return intervals
    .map(({ from, lengthMinutes: length }) => {
      const to = from + length;
      const [startDay, endDay] = [Math.floor(from / minutesPerDay), Math.floor(to / minutesPerDay)];
      return `${formatWeekday(startDay)} ${formatPlainTime(from % minutesPerDay)}-${formatWeekday(endDay)} ${formatPlainTime(to % minutesPerDay)}`;
    })
    .join("; ");
}
