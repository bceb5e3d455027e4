import { type EpochDay, getDaysInMonth, toDateParts, toEpochDay } from "../../timetable/time";
import type { CronDays, CronSchedule } from "./scheduled-action";

/** A date as the day fields see it. `awsWeekday`: 1 = Sunday to 7 = Saturday. `monthLength` in days. */
export interface CronDate {
  readonly epochDay: EpochDay;
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly awsWeekday: number;
  readonly monthLength: number;
}

/** 1970-01-01 was a Thursday, which AWS counts as 5. */
const epochAwsWeekday = 5;

/** A month of a year, 1-12. */
export interface YearMonth {
  readonly year: number;
  readonly month: number;
}

/** Lists the months that the dates `[from, to)` touch, in order. */
export function listMonths(from: EpochDay, to: EpochDay): readonly YearMonth[] {
  const months: YearMonth[] = [];
  for (let day = from; day < to;) {
    const { year, month } = toDateParts(day);
    months.push({ year, month });
    day = toEpochDay(year, month, 1) + getDaysInMonth(year, month);
  }
  return months;
}

export function listDatesInMonth({ year, month }: YearMonth): readonly CronDate[] {
  const monthLength = getDaysInMonth(year, month);
  const first = toEpochDay(year, month, 1);
  return Array.from({ length: monthLength }, (_, index) => ({
    epochDay: first + index,
    year,
    month,
    day: index + 1,
    awsWeekday: modulo(first + index + epochAwsWeekday - 1, 7) + 1,
    monthLength,
  }));
}

/** Whether an expression's month and year fields select a month. */
export function isFiringMonth(schedule: CronSchedule, { year, month }: YearMonth): boolean {
  return schedule.months.includes(month) && schedule.years.includes(year);
}

/**
 * Whether the two day fields select a date. Ignores months and years.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cron-expressions.html
 */
export function isFiringDate(days: CronDays, date: CronDate): boolean {
  switch (days.kind) {
    case "every":
      return true;
    case "daysOfMonth":
      return days.days.includes(date.day);
    case "lastDayOfMonth":
      return date.day === date.monthLength;
    case "lastWorkingDayOfMonth":
      return date.day === findNearestWorkingDay(date.monthLength, date);
    case "nearestWorkingDay":
      return days.day <= date.monthLength && date.day === findNearestWorkingDay(days.day, date);
    case "weekdays":
      return days.weekdays.includes(date.awsWeekday);
    case "nthWeekday":
      return date.awsWeekday === days.weekday && Math.ceil(date.day / 7) === days.nth;
    case "lastWeekday":
      return date.awsWeekday === days.weekday && date.day + 7 > date.monthLength;
  }
}

/** Finds the day from Monday to Friday nearest to `day`, in the month of `date`. */
function findNearestWorkingDay(day: number, date: CronDate): number {
  const awsWeekday = modulo(date.awsWeekday - 1 + day - date.day, 7) + 1;
  if (awsWeekday === 7) return day === 1 ? 3 : day - 1;
  if (awsWeekday === 1) return day === date.monthLength ? day - 2 : day + 1;
  return day;
}

function modulo(value: number, size: number): number {
  return ((value % size) + size) % size;
}
