import { type CronField, cronFields } from "../../aws/facts";
import { hasErrors } from "../../problem";
import {
  createFieldProblem,
  formatFieldValues,
  onlyUpperCase,
  parseFieldValue,
  parseListField,
} from "./parse-cron-field";
import type { CronDays, ScheduleProblem } from "./scheduled-action";

/** A day field as parsed. `days` is absent if a problem is an error. */
export interface ParsedDays {
  readonly days?: CronDays;
  readonly problems: readonly ScheduleProblem[];
}

const { dayOfMonth, dayOfWeek } = cronFields;

/** For forms that AWS does not define and that libraries read differently. */
const ambiguous = "is ambiguous: programs read it differently, and AWS does not define it";

const separateSchedules = "write one schedule for each day";

/**
 * Parses the day-of-month field, unless it is `?`.
 *
 * `L`: the last day of the month. `15W`: the day from Monday to Friday nearest to the 15th, in the same
 * month. `LW`: the last such day.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cron-expressions.html
 */
export function parseDayOfMonth(text: string): ParsedDays {
  const upper = text.toUpperCase();
  if (upper === "*") return { days: { kind: "every" }, problems: [] };
  if (upper === "L") {
    return { days: { kind: "lastDayOfMonth" }, problems: findCaseProblems(dayOfMonth, text) };
  }
  if (upper === "LW") {
    const what = "combines L and W, which AWS documents only separately";
    return {
      days: { kind: "lastWorkingDayOfMonth" },
      problems: [createFieldProblem(dayOfMonth, "warning", text, what, "write L for the last day of the month")],
    };
  }
  const nearest = /^(\d{1,4})W$/.exec(upper);
  if (nearest !== null) return parseNearestWorkingDay(text, nearest[1] ?? "");
  if (/[LW]/.test(upper) && (/^L-\d+W?$/.test(upper) || upper.includes(","))) {
    return { problems: [createFieldProblem(dayOfMonth, "error", text, ambiguous, separateSchedules)] };
  }
  const { values, problems } = parseListField(dayOfMonth, text);
  return hasErrors(problems) ? { problems } : { days: { kind: "daysOfMonth", days: values }, problems };
}

/**
 * Parses the day-of-week field, unless it is `?`.
 *
 * `6L`: the last Friday of the month. `3#2`: the second Tuesday. `L`: Saturday. Warns of numbers: crontab
 * counts Sunday as 0, AWS as 1.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cron-expressions.html
 */
export function parseDayOfWeek(text: string): ParsedDays {
  const upper = text.toUpperCase();
  if (upper === "*") return { days: { kind: "every" }, problems: [] };
  if (upper === "L") {
    const warning = createNumberProblem(text, "means the last day of the week, SAT", "write SAT");
    return { days: { kind: "weekdays", weekdays: [dayOfWeek.max] }, problems: [warning] };
  }
  const special = /^([^,]+?)(?:L|#(\d+))$/.exec(upper);
  if (special !== null) return parseWeekdayOfMonth(text, special[1] ?? "", special[2]);
  if (/#|\dL|[A-Z]{3}L/.test(upper))
    return { problems: [createFieldProblem(dayOfWeek, "error", text, ambiguous, separateSchedules)] };
  const { values, problems } = parseListField(dayOfWeek, text);
  if (hasErrors(problems)) return { problems };
  return {
    days: { kind: "weekdays", weekdays: values },
    problems: [...problems, ...findNumberProblems(text, values, problems)],
  };
}

function parseNearestWorkingDay(text: string, digits: string): ParsedDays {
  const day = parseFieldValue(dayOfMonth, digits);
  return typeof day === "string"
    ? { problems: [createFieldProblem(dayOfMonth, "error", text, day)] }
    : { days: { kind: "nearestWorkingDay", day }, problems: findCaseProblems(dayOfMonth, text) };
}

function parseWeekdayOfMonth(text: string, weekdayText: string, nthText?: string): ParsedDays {
  const weekday = parseFieldValue(dayOfWeek, weekdayText);
  if (typeof weekday === "string") return { problems: [createFieldProblem(dayOfWeek, "error", text, weekday)] };
  const nth = nthText === undefined ? undefined : Number(nthText);
  if (nth !== undefined && (nth < 1 || nth > 5)) {
    const what = "names a weekday that no month has: # takes 1 to 5";
    return { problems: [createFieldProblem(dayOfWeek, "error", text, what, "write a number from 1 to 5 after #")] };
  }
  // AWS's examples of these two forms use numbers, so there is no other form to suggest.
  const name = formatFieldValues(dayOfWeek, [weekday]);
  const numeric = /^\d/.test(weekdayText) ? [createNumberProblem(text, `${countsFromSunday} ${name}`, otherDay)] : [];
  return {
    days: nth === undefined ? { kind: "lastWeekday", weekday } : { kind: "nthWeekday", weekday, nth },
    problems: [...findCaseProblems(dayOfWeek, text), ...numeric],
  };
}

function findCaseProblems(field: CronField, text: string): readonly ScheduleProblem[] {
  const upper = text.toUpperCase();
  return text === upper ? [] : [createFieldProblem(field, "warning", text, onlyUpperCase, `write ${upper}`)];
}

/** Matches numbers of weekdays, not of steps (`/2`). */
const weekdayNumbers = /(?<![/\d])\d+/g;

const otherDay = "if you mean another day, count Sunday as 1";

const countsFromSunday = "counts Sunday as 1, so it means";

/** Suggests a name for each number, or all `values` by name if other problems rule that out. */
function findNumberProblems(
  text: string,
  values: readonly number[],
  others: readonly ScheduleProblem[],
): readonly ScheduleProblem[] {
  const named = text.toUpperCase().replace(weekdayNumbers, (digits) => formatFieldValues(dayOfWeek, [Number(digits)]));
  if (named === text.toUpperCase()) return [];
  const days = others.length === 0 ? named : formatFieldValues(dayOfWeek, values);
  return [createNumberProblem(text, `${countsFromSunday} ${days}`, `write ${days}`)];
}

function createNumberProblem(text: string, what: string, fix: string): ScheduleProblem {
  return {
    ...createFieldProblem(dayOfWeek, "warning", text, what, fix),
    code: "numeric-weekday",
    expected: "names from SUN to SAT",
  };
}
