import { cronFields } from "../aws-facts/cron";
import { toDateParts, type EpochDay } from "../time/plain-date";

/**
 * Whether AWS can be told of a date.
 *
 * Timelines leave out other dates, which check `date-out-of-range` refuses: all weeks up to the year
 * 9026 of a slip of the finger would have to be laid out.
 */
export function isSchedulable(day: EpochDay): boolean {
  const { year } = toDateParts(day);
  return year >= cronFields.year.min && year <= cronFields.year.max;
}
