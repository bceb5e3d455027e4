type CronFieldName = "minutes" | "hours" | "dayOfMonth" | "month" | "dayOfWeek" | "year";

/**
 * What AWS takes in one field of a cron expression.
 *
 * `title`: AWS's name for it. `names`: for `min`, `min + 1`, …, in upper case. `maxStep`: the largest number
 * after a slash; a larger step never fires a second time.
 */
export interface CronField {
  readonly title: string;
  readonly min: number;
  readonly max: number;
  readonly names: readonly string[];
  readonly wildcards: readonly string[];
  readonly maxStep: number;
}

/** 1 = JAN. */
const monthNames = [...["JAN", "FEB", "MAR", "APR", "MAY", "JUN"], ...["JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]];

/** 1 = SUN. Crontab and EC2 Auto Scaling count Sunday as 0. */
const weekdayNames = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/**
 * The six fields, in order.
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScheduledAction.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cron-expressions.html, the table of fields
 */
export const cronFields = {
  minutes: createNumericField("Minutes", 0, 59, [",", "-", "*", "/"]),
  hours: createNumericField("Hours", 0, 23, [",", "-", "*", "/"]),
  dayOfMonth: createNumericField("Day-of-month", 1, 31, [",", "-", "*", "?", "/", "L", "W"]),
  month: { ...createNumericField("Month", 1, 12, [",", "-", "*", "/"]), names: monthNames },
  dayOfWeek: { ...createNumericField("Day-of-week", 1, 7, [",", "-", "*", "?", "L", "#"]), names: weekdayNames },
  year: createNumericField("Year", 1970, 2199, [",", "-", "*", "/"]),
} as const satisfies Record<CronFieldName, CronField>;

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScheduledAction.html */
export const maxScheduleLength = 1600;

/**
 * Units of `rate(value unit)`: plural for any value but 1.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rate-expressions.html
 */
export const rateUnitMinutes = { minute: 1, hour: 60, day: 1440 } as const;

function createNumericField(title: string, min: number, max: number, wildcards: readonly string[]): CronField {
  return { title, min, max, names: [], wildcards, maxStep: max - Math.max(min, 1) + 1 };
}
