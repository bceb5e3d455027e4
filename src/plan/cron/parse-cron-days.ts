import { type CronField, cronFields } from "../../aws/facts";
import {
  createFieldProblem,
  formatFieldValues,
  onlyUpperCase,
  parseFieldValue,
  parseListField,
} from "./parse-cron-field";
import type { CronDays, ScheduleProblem } from "./scheduled-action";

/** What a day field says; `defineWeekdays` is absent beside an error. */
export interface ParsedDays {
  readonly days?: CronDays;
  readonly problems: readonly ScheduleProblem[];
}

const { dayOfMonth, dayOfWeek } = cronFields;

/** The ambiguous forms: nothing that AWS publishes says what they mean, and libraries differ. */
const unclear = "is read differently by different programs, and AWS does not say how it reads it";

const apart = "make a schedule for each day meant";

/**
 * The day-of-month field.
 *
 * `L` is the month's last day, `W` behind a number the nearest day from Monday to Friday in the same
 * month, `LW` the last such day.
 *
 * In:     not `?`
 * Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cron-expressions.html
 */
export function parseDayOfMonth(text: string): ParsedDays {
  const upper = text.toUpperCase();
  if (upper === "*") return { days: { kind: "every" }, problems: [] };
  if (upper === "L") {
    return { days: { kind: "lastDayOfMonth" }, problems: findCaseProblems(dayOfMonth, text) };
  }
  if (upper === "LW") {
    const what = "joins L and W, which AWS documents only apart";
    return {
      days: { kind: "lastWorkingDayOfMonth" },
      problems: [createFieldProblem(dayOfMonth, "warning", text, what)],
    };
  }
  const nearest = /^(\d{1,4})W$/.exec(upper);
  if (nearest !== null) return parseNearestWorkingDay(text, nearest[1] ?? "");
  if (/[LW]/.test(upper) && (/^L-\d+W?$/.test(upper) || upper.includes(","))) {
    return { problems: [createFieldProblem(dayOfMonth, "error", text, unclear, apart)] };
  }
  const { values, problems: faults } = parseListField(dayOfMonth, text);
  return hasError(faults)
    ? { problems: faults }
    : { days: { kind: "daysOfMonth", days: values }, problems: faults };
}

/**
 * The day-of-week field.
 *
 * `6L` is the month's last Friday, `3#2` its second Tuesday, `L` alone the last day of the week.
 *
 * In:     not `?`
 * Out:    numbers get a warning that names the weekday meant: crontab counts Sunday as 0, AWS as 1
 * Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cron-expressions.html
 */
export function parseDayOfWeek(text: string): ParsedDays {
  const upper = text.toUpperCase();
  if (upper === "*") return { days: { kind: "every" }, problems: [] };
  if (upper === "L") {
    const meant = createNumberProblem(text, "means the last day of the week, SAT", "write SAT");
    return { days: { kind: "weekdays", weekdays: [dayOfWeek.max] }, problems: [meant] };
  }
  const special = /^([^,]+?)(?:L|#(\d+))$/.exec(upper);
  if (special !== null) return parseWeekdayOfMonth(text, special[1] ?? "", special[2]);
  if (/#|\dL|[A-Z]{3}L/.test(upper))
    return { problems: [createFieldProblem(dayOfWeek, "error", text, unclear, apart)] };
  const { values, problems: faults } = parseListField(dayOfWeek, text);
  if (hasError(faults)) return { problems: faults };
  return {
    days: { kind: "weekdays", weekdays: values },
    problems: [...faults, ...findNumberProblems(text, values, faults)],
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
  if (typeof weekday === "string")
    return { problems: [createFieldProblem(dayOfWeek, "error", text, weekday)] };
  const nth = nthText === undefined ? undefined : Number(nthText);
  if (nth !== undefined && (nth < 1 || nth > 5)) {
    const what = "asks for a weekday that no month has: # takes 1 to 5";
    return { problems: [createFieldProblem(dayOfWeek, "error", text, what)] };
  }
  // AWS's own examples of these two forms have numbers, so no other spelling is offered.
  const name = formatFieldValues(dayOfWeek, [weekday]);
  const numeric = /^\d/.test(weekdayText)
    ? [createNumberProblem(text, `${countsFromSunday} ${name}`)]
    : [];
  return {
    days:
      nth === undefined ? { kind: "lastWeekday", weekday } : { kind: "nthWeekday", weekday, nth },
    problems: [...findCaseProblems(dayOfWeek, text), ...numeric],
  };
}

function findCaseProblems(field: CronField, text: string): readonly ScheduleProblem[] {
  const right = text.toUpperCase();
  return text === right
    ? []
    : [createFieldProblem(field, "warning", text, onlyUpperCase, `write ${right}`)];
}

/** Numbers that stand for weekdays, not for steps (`/2`). */
const weekdayNumbers = /(?<![/\d])\d+/g;

const countsFromSunday = "counts Sunday as 1, so it means";

/** In: `getValues` are what the text says; they are the fix where a name in place of each number will not do. */
function findNumberProblems(
  text: string,
  values: readonly number[],
  others: readonly ScheduleProblem[],
): readonly ScheduleProblem[] {
  const named = text
    .toUpperCase()
    .replace(weekdayNumbers, (digits) => formatFieldValues(dayOfWeek, [Number(digits)]));
  if (named === text.toUpperCase()) return [];
  const right = others.length === 0 ? named : formatFieldValues(dayOfWeek, values);
  return [createNumberProblem(text, `${countsFromSunday} ${right}`, `write ${right}`)];
}

function createNumberProblem(text: string, what: string, fix?: string): ScheduleProblem {
  return {
    ...createFieldProblem(dayOfWeek, "warning", text, what, fix),
    code: "numeric-weekday",
    expected: "names from SUN to SAT",
  };
}

function hasError(faults: readonly ScheduleProblem[]): boolean {
  return faults.some((found) => found.severity === "error");
}
