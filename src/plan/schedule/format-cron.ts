import { type CronField, cronFields } from "../../aws/facts";
import type { DateProduct } from "./date-products";
import type { YearClass } from "./day-slots";
import type { TimeProduct } from "./time-blocks";

/**
 * Formats times and dates as a cron expression that every program reads alike: exactly one `?`, weekdays by
 * name, and each field `*`, one value, one range that does not wrap, `a/n`, or a list of values.
 * @see https://docs.aws.amazon.com/autoscaling/application/userguide/scheduled-scaling-using-cron-expressions.html
 */
export function formatCron(time: TimeProduct, date: DateProduct, yearClasses: readonly YearClass[]): string {
  const minutes = formatSteps(time.minutes) ?? formatValues(time.minutes, cronFields.minutes);
  const hours = formatValues(time.hours, cronFields.hours);
  const months = formatValues(
    date.months.map((month) => month + 1),
    cronFields.month,
  );
  const years = formatYears(date.yearClasses, yearClasses);
  return `cron(${minutes} ${hours} ${formatDays(date, months)} ${years})`;
}

function formatDays(date: DateProduct, months: string): string {
  if ("daysOfMonth" in date) return `${formatValues(date.daysOfMonth, cronFields.dayOfMonth)} ${months} ?`;
  if (date.weekdays.length === 7) return `* ${months} ?`;
  const numbers = date.weekdays.map((weekday) => (weekday + 1) % 7).toSorted((a, b) => a - b);
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
  return regular && complete && step > 1 ? `${first}/${step}` : undefined;
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

function formatYears(classes: readonly number[], yearClasses: readonly YearClass[]): string {
  if (classes.length === yearClasses.length) return "*";
  const chosen = yearClasses.filter((_years, index) => classes.includes(index));
  const [first, last] = [chosen[0], chosen.at(-1)];
  if (first === undefined || last === undefined) return "*";
  const gapless = chosen.every((years, i) => i === 0 || years.first === (chosen[i - 1]?.last ?? 0) + 1);
  if (!gapless) return chosen.map((years) => years.first).join(",");
  return first.first === last.last ? `${first.first}` : `${first.first}-${last.last}`;
}
