import type { PlainMinute } from "../../timetable/time";

/**
 * One AWS scheduled action, exactly as AWS is told.
 *
 * `schedule` is `cron(…)`, `at(…)` or `rate(…)`; `timezone` an IANA name; both limits always set.
 * `startTime`/`endTime` only ever come from actions that this program did not make.
 * Source: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScheduledAction.html
 */
export interface ScheduledAction {
  readonly name: string;
  readonly schedule: string;
  readonly timezone: string;
  readonly min: number;
  readonly max: number;
}

/** A weekday's number as AWS counts: 1 = Sunday to 7 = Saturday. */
type AwsWeekday = number;

/** The days on which a cron expression fires: what its two day fields say together. */
export type CronDays =
  | { readonly kind: "every" }
  | { readonly kind: "daysOfMonth"; readonly days: readonly number[] }
  | { readonly kind: "lastDayOfMonth" }
  | { readonly kind: "lastWorkingDayOfMonth" }
  | { readonly kind: "nearestWorkingDay"; readonly day: number }
  | { readonly kind: "weekdays"; readonly weekdays: readonly AwsWeekday[] }
  | { readonly kind: "nthWeekday"; readonly weekday: AwsWeekday; readonly nth: number }
  | { readonly kind: "lastWeekday"; readonly weekday: AwsWeekday };

/** What `cron(…)` says: every list sorted, no value twice, never empty. `months` 1-12, `hours` 0-23. */
export interface CronSchedule {
  readonly kind: "cron";
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly days: CronDays;
  readonly months: readonly number[];
  readonly years: readonly number[];
}

/** What `at(…)` says: one firing, on the wall clock of the action's zone. */
interface AtSchedule {
  readonly kind: "at";
  readonly at: PlainMinute;
}

/** What `rate(…)` says: a firing each so many minutes of real time. */
interface RateSchedule {
  readonly kind: "rate";
  readonly everyMinutes: number;
}

/** What a scheduled action's schedule says. */
export type Schedule = CronSchedule | AtSchedule | RateSchedule;

/**
 * What is wrong with a schedule's text, or worth a warning.
 *
 * `code` is the check that reports it. An error: AWS refuses the text, or nobody can say when it fires.
 * A warning: it can be read, but AWS documents no such form, or people read it differently.
 */
export interface ScheduleProblem {
  readonly code: "cron-dialect" | "numeric-weekday";
  readonly severity: "error" | "warning";
  readonly message: string;
  readonly expected: string;
  readonly fix?: string;
}

/** `schedule` is absent exactly when one of `faults` is an error. */
export interface ParsedSchedule {
  readonly schedule?: Schedule;
  readonly problems: readonly ScheduleProblem[];
}

/**
 * An action as Application Auto Scaling may hold it, whoever made it.
 *
 * `startTime`, `endTime`: ISO instants. A recurring action fires at its start time too, and not after its
 * end time.
 * Source: https://docs.aws.amazon.com/autoscaling/application/userguide/scheduled-scaling-using-cron-expressions.html
 */
export interface AwsAction extends ScheduledAction {
  readonly startTime?: string;
  readonly endTime?: string;
}
