import { cronFields } from "../../aws/facts";
import { joinWords } from "../../config/text";
import { type CronDays, type CronSchedule, parseSchedule } from "../../plan/cron";
import { findRuns } from "../../timetable";
import { formatPlainTime, formatWeekday, minutesPerDay } from "../../timetable/time";

const maxListedTimes = 4;

/** Minutes and hours are easier to read than more spans of time. */
const maxSpans = 3;

/**
 * Describes in words when an expression of the compiler fires.
 * @returns undefined for `at(…)`, `rate(…)`, and days such as `L`, `15W` and `2#1`
 * @example `every 15 minutes from 08:00 to 17:45, Mon-Fri, 2027`
 */
export function describeSchedule(text: string): string | undefined {
  const { schedule } = parseSchedule(text);
  if (schedule?.kind !== "cron") return undefined;
  const dates = describeDates(schedule.days, schedule.months);
  if (dates === undefined) return undefined;
  return [describeTimes(schedule), dates, ...describeYears(schedule.years)].join(", ");
}

function describeTimes({ hours, minutes }: CronSchedule): string {
  const times = hours.flatMap((hour) => minutes.map((minute) => hour * 60 + minute));
  const [first = 0] = times;
  const step = (times[1] ?? first) - first;
  const isEven = times.every((time, index) => time === first + index * step);
  if (isEven && first === 0 && times.length * step === minutesPerDay) return formatEvery(step);
  if (times.length <= maxListedTimes) return formatAt(times);
  if (isEven) return `${formatEvery(step)} ${formatSpan([first, times.at(-1) ?? first])}`;
  return describeSpans(hours, minutes) ?? describeFields(hours, minutes);
}

/** Describes minutes that divide the hour evenly, in runs of hours. */
function describeSpans(hours: readonly number[], minutes: readonly number[]): string | undefined {
  const [first = 0] = minutes;
  const last = minutes.at(-1) ?? first;
  const step = 60 / minutes.length;
  if (minutes.some((minute, index) => minute !== first + index * step)) return undefined;
  const runs = findRuns(hours, (hour) => hour).map(([from, to]) => [from * 60 + first, to * 60 + last] as const);
  const spans = runs.filter(([from, to]) => from < to);
  const single = runs.flatMap(([from, to]) => (from < to ? [] : [from]));
  if (spans.length === 0) return formatAt(single);
  if (spans.length > maxSpans) return undefined;
  return `${formatEvery(step)} ${joinWords([...spans.map(formatSpan), ...(single.length === 0 ? [] : [formatAt(single)])], "and")}`;
}

function describeFields(hours: readonly number[], minutes: readonly number[]): string {
  const [minute, hour] = [minutes.length === 1 ? "minute" : "minutes", hours.length === 1 ? "hour" : "hours"];
  return `at ${minute} ${formatRuns(minutes, String)} of the ${hour} ${formatRuns(hours, String)}`;
}

function formatEvery(minutes: number): string {
  if (minutes % 60 === 0) return minutes === 60 ? "every hour" : `every ${minutes / 60} hours`;
  return minutes === 1 ? "every minute" : `every ${minutes} minutes`;
}

function formatSpan([from, to]: readonly [number, number]): string {
  return `from ${formatPlainTime(from)} to ${formatPlainTime(to)}`;
}

function formatAt(times: readonly number[]): string {
  return `at ${joinWords(times.map(formatPlainTime), "and")}`;
}

function describeDates(days: CronDays, months: readonly number[]): string | undefined {
  const everyMonth = months.length === cronFields.month.max;
  const shownMonths = everyMonth ? [] : [formatRuns(months, formatMonth)];
  switch (days.kind) {
    case "every":
      return ["every day", ...shownMonths].join(", ");
    case "weekdays": {
      // AWS counts from Sunday = 1, people from Monday.
      const sorted = days.weekdays.map((day) => (day + 5) % 7).toSorted((a, b) => a - b);
      return [sorted.length === 7 ? "every day" : formatRuns(sorted, formatWeekday), ...shownMonths].join(", ");
    }
    case "daysOfMonth": {
      const dates = formatRuns(days.days, String);
      if (months.length === 1) return `${shownMonths.join("")} ${dates}`;
      return `${days.days.length === 1 ? "day" : "days"} ${dates} of ${everyMonth ? "each month" : shownMonths.join("")}`;
    }
    default:
      return undefined;
  }
}

function formatMonth(month: number): string {
  const name = cronFields.month.names[month - 1] ?? "";
  return name.charAt(0) + name.slice(1).toLowerCase();
}

function describeYears(years: readonly number[]): readonly string[] {
  const [first = 0] = years;
  const last = years.at(-1) ?? first;
  const { min, max } = cronFields.year;
  if (last - first + 1 > years.length || (first > min && last < max)) return [formatRuns(years, String)];
  if (first > min) return [`from ${first} on`];
  return last < max ? [`until ${last}`] : [];
}

/** `Mon and Wed-Fri`. */
function formatRuns(values: readonly number[], format: (value: number) => string): string {
  const runs = findRuns(values, (value) => value);
  return joinWords(
    runs.map(([from, to]) => (from === to ? format(from) : `${format(from)}-${format(to)}`)),
    "and",
  );
}
