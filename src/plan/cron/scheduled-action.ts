import type { PlainMinute } from "../../timetable/time";

/**
 * A scheduled action as this program creates it. `timezone`: an IANA name.
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScheduledAction.html
 */
export interface ScheduledAction {
  readonly name: string;
  readonly schedule: string;
  readonly timezone: string;
  readonly min: number;
  readonly max: number;
}

/** 1 = Sunday to 7 = Saturday. */
type AwsWeekday = number;

/** The days on which a cron expression fires: its two day fields together. */
export type CronDays =
  | { readonly kind: "every" }
  | { readonly kind: "daysOfMonth"; readonly days: readonly number[] }
  | { readonly kind: "lastDayOfMonth" }
  | { readonly kind: "lastWorkingDayOfMonth" }
  | { readonly kind: "nearestWorkingDay"; readonly day: number }
  | { readonly kind: "weekdays"; readonly weekdays: readonly AwsWeekday[] }
  | { readonly kind: "nthWeekday"; readonly weekday: AwsWeekday; readonly nth: number }
  | { readonly kind: "lastWeekday"; readonly weekday: AwsWeekday };

/** `cron(…)`. Every list is sorted and not empty. `months` 1-12, `hours` 0-23. */
export interface CronSchedule {
  readonly kind: "cron";
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly days: CronDays;
  readonly months: readonly number[];
  readonly years: readonly number[];
}

/** `at(…)`: one firing, on the wall clock of the action's zone. */
interface AtSchedule {
  readonly kind: "at";
  readonly at: PlainMinute;
}

/** `rate(…)`, in real time. */
interface RateSchedule {
  readonly kind: "rate";
  readonly everyMinutes: number;
}

export type Schedule = CronSchedule | AtSchedule | RateSchedule;

/**
 * A problem of a schedule. Error: AWS refuses the text, or nobody knows when it fires. Warning: AWS does not
 * document the form, or people read it differently.
 */
export interface ScheduleProblem {
  readonly code: "cron-dialect" | "numeric-weekday";
  readonly severity: "error" | "warning";
  readonly message: string;
  readonly expected: string;
  readonly fix: string;
}

/** `schedule` is absent exactly if one of the problems is an error. */
export interface ParsedSchedule {
  readonly schedule?: Schedule;
  readonly problems: readonly ScheduleProblem[];
}

/**
 * An action as AWS may hold it, from any source. `startTime`, `endTime`: ISO instants. A recurring action also
 * fires at its start time, and never after its end time.
 * @see https://docs.aws.amazon.com/autoscaling/application/userguide/scheduled-scaling-using-cron-expressions.html
 */
export interface AwsAction extends ScheduledAction {
  readonly startTime?: string;
  readonly endTime?: string;
}
