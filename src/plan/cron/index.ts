export { type CronDate, isFiringDate, isFiringMonth, listDatesInMonth, listMonths, type YearMonth } from "./cron-dates";
export { parseSchedule } from "./parse-schedule";
export type { AwsAction, CronSchedule, Schedule, ScheduledAction, ScheduleProblem } from "./scheduled-action";
