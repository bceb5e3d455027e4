import { formatPlainTime, formatWeekday, minutesPerDay } from "./time/plain-date-time";
import { minutesPerWeek } from "./timeline";

/** A stretch of the week: `from` is a minute of the week `[0, 10080)`, `length` runs on from there, also past Sunday. */
export interface WeekInterval {
  readonly from: number;
  readonly lengthMinutes: number;
}

/**
 * Weekdays in words.
 *
 * In:  day numbers, 0 = Monday, any order
 * Out: `Mon-Fri`, `Mon, Wed-Thu`, `every day`
 */
export function describeWeekdays(days: readonly number[]): string {
  const sorted = [...new Set(days)].toSorted((a, b) => a - b);
  if (sorted.length === 7) return "every day";
  return findRuns(sorted, (day) => day)
    .map(([first, last]) =>
      first === last ? formatWeekday(first) : `${formatWeekday(first)}-${formatWeekday(last)}`,
    )
    .join(", ");
}

/**
 * Joins neighbours: numbers that follow each other by one become a first and a last.
 *
 * In: items sorted by `position`
 */
export function findRuns<T>(
  items: readonly T[],
  position: (item: T) => number,
): readonly (readonly [T, T])[] {
  return items.reduce<readonly (readonly [T, T])[]>((done, item) => {
    const open = done.at(-1);
    return open !== undefined && position(open[1]) + 1 === position(item)
      ? [...done.slice(0, -1), [open[0], item]]
      : [...done, [item, item]];
  }, []);
}

/**
 * Stretches of a week in words.
 *
 * Out: equal times of day are told once (`Mon-Fri 08:00-18:00`), different ones joined by `; `;
 *      `Sun 22:00-Mon 02:00`, `Mon-Thu 22:00-06:00 next day`, `Sat-Sun all day`, `all week`
 */
export function describeWeekIntervals(stretches: readonly WeekInterval[]): string {
  if (stretches.some((s) => s.lengthMinutes >= minutesPerWeek)) return "all week";
  const byTimes = new Map<string, WeekInterval[]>();
  for (const stretch of stretches.flatMap(splitIntoDays)) {
    const key = `${stretch.from % minutesPerDay} ${stretch.lengthMinutes}`;
    byTimes.set(key, [...(byTimes.get(key) ?? []), stretch]);
  }
  return [...byTimes.values()].map(describeSameTimes).join("; ");
}

/** A stretch from midnight to midnight is so many whole days: `Sat-Sun all day`. */
function splitIntoDays(stretch: WeekInterval): readonly WeekInterval[] {
  if (stretch.from % minutesPerDay !== 0 || stretch.lengthMinutes % minutesPerDay !== 0)
    return [stretch];
  return Array.from({ length: stretch.lengthMinutes / minutesPerDay }, (_, n) => ({
    from: (stretch.from + n * minutesPerDay) % minutesPerWeek,
    lengthMinutes: minutesPerDay,
  }));
}

function describeSameTimes(stretches: readonly WeekInterval[]): string {
  const [first] = stretches;
  if (first === undefined) return "";
  const startDays = stretches.map((s) => Math.floor(s.from / minutesPerDay));
  const days = describeWeekdays(startDays);
  const from = first.from % minutesPerDay;
  const end = from + first.lengthMinutes;
  if (from === 0 && end === minutesPerDay) return `${days} all day`;
  if (end <= minutesPerDay) return `${days} ${formatPlainTime(from)}-${formatPlainTime(end)}`;
  if (stretches.length === 1 || end > 2 * minutesPerDay) return describeEachInterval(stretches);
  return `${days} ${formatPlainTime(from)}-${formatPlainTime(end - minutesPerDay)} next day`;
}

function describeEachInterval(stretches: readonly WeekInterval[]): string {
  return stretches
    .map(({ from, lengthMinutes: length }) => {
      const to = from + length;
      const [startDay, endDay] = [Math.floor(from / minutesPerDay), Math.floor(to / minutesPerDay)];
      return `${formatWeekday(startDay)} ${formatPlainTime(from % minutesPerDay)}-${formatWeekday(endDay)} ${formatPlainTime(to % minutesPerDay)}`;
    })
    .join("; ");
}
