/** A field of a cron expression. */
export type CronFieldName = "minutes" | "hours" | "dayOfMonth" | "month" | "dayOfWeek" | "year";

/**
 * What AWS takes in one field.
 *
 * `title` is AWS's own name for it. `resourceNames` stand for `min`, `min + 1`, …: upper case, as AWS writes
 * them. `wildcards` as in AWS's table. `maxStep` is the largest number behind a slash.
 */
export interface CronField {
  readonly title: string;
  readonly min: number;
  readonly max: number;
  readonly names: readonly string[];
  readonly wildcards: readonly string[];
  readonly maxStep: number;
}

/** January first: the value 1. */
const monthNames = [
  "JAN",
  "FEB",
  "MAR",
  "APR",
  "MAY",
  "JUN",
  "JUL",
  "AUG",
  "SEP",
  "OCT",
  "NOV",
  "DEC",
] as const;

/** Sunday first: the value 1. Crontab, and EC2 Auto Scaling, count Sunday as 0. */
const weekdayNames = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"] as const;

/**
 * The six fields, in their order.
 *
 * Source: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScheduledAction.html
 *         ("[Minutes] [Hours] [Day_of_Month] [Month] [Day_of_Week] [Year]"), and the table of fields in
 *         https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cron-expressions.html, to which
 *         Application Auto Scaling's guide points. `maxStep` is ours: no longer step ever comes a
 *         second time.
 */
export const cronFields = {
  minutes: createNumericField("Minutes", 0, 59, [",", "-", "*", "/"]),
  hours: createNumericField("Hours", 0, 23, [",", "-", "*", "/"]),
  dayOfMonth: createNumericField("Day-of-month", 1, 31, [",", "-", "*", "?", "/", "L", "W"]),
  month: { ...createNumericField("Month", 1, 12, [",", "-", "*", "/"]), names: monthNames },
  dayOfWeek: {
    ...createNumericField("Day-of-week", 1, 7, [",", "-", "*", "?", "L", "#"]),
    names: weekdayNames,
  },
  year: createNumericField("Year", 1970, 2199, [",", "-", "*", "/"]),
} as const satisfies Record<CronFieldName, CronField>;

/**
 * Characters of a schedule, and of a time zone.
 * Source: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScheduledAction.html
 */
export const maxScheduleLength = 1600;

/**
 * Units of `rate(value unit)` in minutes; plural with another value than 1.
 * Source: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScheduledAction.html,
 *         https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rate-expressions.html (plural)
 */
export const rateUnitMinutes = { minute: 1, hour: 60, day: 1440 } as const;

function createNumericField(
  title: string,
  min: number,
  max: number,
  wildcards: readonly string[],
): CronField {
  return { title, min, max, names: [], wildcards, maxStep: max - Math.max(min, 1) + 1 };
}
