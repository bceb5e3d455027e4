import { type EpochDay, formatPlainDate } from "../time/plain-date";
import { formatPlainTime } from "../time/plain-time";
import { isEqualLimits } from "../timetable/limits";
import type { Segment } from "../timetable/timeline";
import { formatLimits } from "./limits-text";
import { formatWeekdayDate } from "./moment-text";
import type { ReportedEndpoint } from "./reported-endpoint";
import { type DayOverview, listDays } from "./year-overview";

/** Whether the date is unlike its weekday, or the clock changes on it. */
export function isSpecialDay(day: DayOverview): boolean {
  return day.differs || day.clockChange !== undefined;
}

/**
 * The special dates in `[from, to)`.
 *
 * In:  `createSumMetric` lines at most
 * Out: `none until 2027-01-31` where there is none
 */
export function formatSpecialDays(
  endpoint: ReportedEndpoint,
  from: EpochDay,
  to: EpochDay,
  count: number,
): string {
  const lines = describeSpecialDays(listDays(endpoint, from, to).filter(isSpecialDay));
  const until = `until ${formatPlainDate(to - 1)}`;
  if (lines.length === 0) return `none ${until}`;
  const rest = lines.length - count;
  return [...lines.slice(0, count), ...(rest > 0 ? [`and ${rest} more ${until}`] : [])].join("\n");
}

/** One line a date, or for dates that follow each other and are alike. In: special dates, sorted. */
export function describeSpecialDays(days: readonly DayOverview[]): readonly string[] {
  const stretches: { first: DayOverview; last: DayOverview; words: string }[] = [];
  for (const day of days) {
    const open = stretches.at(-1);
    const words = describeDay(day);
    if (open !== undefined && open.last.day + 1 === day.day && open.words === words) {
      open.last = day;
    } else {
      stretches.push({ first: day, last: day, words });
    }
  }
  return stretches.map(({ first, last, words }) => {
    const dates = first === last ? [first] : [first, last];
    return `${dates.map(({ day }) => formatWeekdayDate(day)).join(" to ")}: ${words}`;
  });
}

const clockChangeTexts = {
  gap: "the clock goes forward",
  overlap: "the clock goes back",
} as const;

function describeDay(day: DayOverview): string {
  return [
    ...(day.differs ? [describeLimits(day.segments)] : []),
    ...(day.clockChange === undefined ? [] : [clockChangeTexts[day.clockChange]]),
  ].join("; ");
}

/** `1-2 all day (exception closures)`, `1-2, from 06:00 10-20 (window launch)`. */
function describeLimits(segments: readonly Segment[]): string {
  const steps = segments.filter((segment, index) => {
    const before = segments[index - 1];
    return before === undefined || !isEqualLimits(before.limits, segment.limits);
  });
  const [first, ...later] = steps;
  const start = formatLimits(first?.limits ?? { min: 0, max: 0 });
  const words =
    later.length === 0
      ? `${start} all day`
      : [
          start,
          ...later.map((s) => `from ${formatPlainTime(s.from)} ${formatLimits(s.limits)}`),
        ].join(", ");
  const names = [...new Set(segments.flatMap((segment) => segment.reasons))].filter(
    (name) => name !== "baseline" && name !== "readyBefore",
  );
  return names.length === 0 ? words : `${words} (${names.join(", ")})`;
}
