import { type CronField, cronFields } from "../../aws/facts";
import { listBits } from "./bits";
import type { DateProduct } from "./date-products";
import { listHourMinutes, type TimeProduct } from "./day-minutes";
import type { YearClass } from "./planned-days";

/**
 * Formats times and dates as a cron expression that every program reads alike: exactly one `?`, weekdays by
 * name, and each field `*`, one value, one range that does not wrap, `a/n`, or a list of values.
 * @see https://docs.aws.amazon.com/autoscaling/application/userguide/scheduled-scaling-using-cron-expressions.html
 */
export function formatCron(time: TimeProduct, date: DateProduct, yearClasses: readonly YearClass[]): string {
  const minutesOfHour = listHourMinutes(time.minutes);
  const minutes = formatSteps(minutesOfHour) ?? formatValues(minutesOfHour, cronFields.minutes);
  const hours = formatValues(listBits(time.hours), cronFields.hours);
  const months = formatValues(
    date.months.map((month) => month + 1),
    cronFields.month,
  );
  const years = formatYears(date.years, yearClasses);
  return `cron(${minutes} ${hours} ${formatDays(date, months)} ${years})`;
}

function formatDays(date: DateProduct, months: string): string {
  if ("daysOfMonth" in date) {
    const days = listBits(date.daysOfMonth).map((bit) => bit + 1);
    return `${formatValues(days, cronFields.dayOfMonth)} ${months} ?`;
  }
  if (date.weekdays === 0x7f) return `* ${months} ?`;
  const numbers = listBits(date.weekdays)
    .map((weekday) => (weekday + 1) % 7)
    .toSorted((a, b) => a - b);
  const names = toListOrRange(numbers).map((number) => cronFields.dayOfWeek.names[number] ?? "");
  return `? ${months} ${names.join(isRun(numbers) ? "-" : ",")}`;
}

/** `a/n`: every n-th value from a to the end of the hour. */
function formatSteps(minutes: readonly number[]): string | undefined {
  const [first, second] = minutes;
  if (first === undefined || second === undefined) return undefined;
  const step = second - first;
  const regular = minutes.every((minute, i) => minute === first + i * step);
  const complete = first + minutes.length * step > cronFields.minutes.max;
  return minutes.length > 2 && regular && complete && step > 1 ? `${first}/${step}` : undefined;
}

function formatValues(numbers: readonly number[], { min, max }: CronField): string {
  if (numbers.length === max - min + 1) return "*";
  return toListOrRange(numbers).join(isRun(numbers) ? "-" : ",");
}

/** The ends of a run of three or more, else all values. */
function toListOrRange(numbers: readonly number[]): readonly number[] {
  const [first, last] = [numbers[0], numbers.at(-1)];
  return isRun(numbers) && first !== undefined && last !== undefined ? [first, last] : numbers;
}

function isRun(numbers: readonly number[]): boolean {
  const first = numbers[0] ?? 0;
  return numbers.length > 2 && numbers.every((number, i) => number === first + i);
}

/** `*` from the first planned year on: earlier ones are over. */
function formatYears(years: readonly YearClass[], planned: readonly YearClass[]): string {
  const [first, last] = [years[0], years.at(-1)];
  if (first === undefined || last === undefined || years.length === planned.length) return "*";
  const gapless = years.every((each, i) => i === 0 || each.first === (years[i - 1]?.last ?? 0) + 1);
  if (!gapless) return years.map((each) => each.first).join(",");
  return first.first === last.last ? `${first.first}` : `${first.first}-${last.last}`;
}
