import { cronFields, type CronField } from "../aws-facts/cron";
import { fault, listText, onlyUpperCase, readListField, readValue } from "./cron-field";
import type { CronDays, ScheduleFault } from "./parsed-schedule";

/** What a day field says; `days` is absent beside an error. */
export interface DaysReading {
  readonly days?: CronDays;
  readonly faults: readonly ScheduleFault[];
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
export function readDayOfMonth(text: string): DaysReading {
  const upper = text.toUpperCase();
  if (upper === "*") return { days: { kind: "every" }, faults: [] };
  if (upper === "L") {
    return { days: { kind: "lastDayOfMonth" }, faults: upperCaseFaults(dayOfMonth, text) };
  }
  if (upper === "LW") {
    const what = "joins L and W, which AWS documents only apart";
    return {
      days: { kind: "lastWorkingDayOfMonth" },
      faults: [fault(dayOfMonth, "warning", text, what)],
    };
  }
  const nearest = /^(\d{1,4})W$/.exec(upper);
  if (nearest !== null) return readNearest(text, nearest[1] ?? "");
  if (/[LW]/.test(upper) && (/^L-\d+W?$/.test(upper) || upper.includes(","))) {
    return { faults: [fault(dayOfMonth, "error", text, unclear, apart)] };
  }
  const { values, faults } = readListField(dayOfMonth, text);
  return hasError(faults) ? { faults } : { days: { kind: "daysOfMonth", days: values }, faults };
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
export function readDayOfWeek(text: string): DaysReading {
  const upper = text.toUpperCase();
  if (upper === "*") return { days: { kind: "every" }, faults: [] };
  if (upper === "L") {
    const meant = numericFault(text, "means the last day of the week, SAT", "write SAT");
    return { days: { kind: "weekdays", weekdays: [dayOfWeek.max] }, faults: [meant] };
  }
  const special = /^([^,]+?)(?:L|#(\d+))$/.exec(upper);
  if (special !== null) return readMonthsWeekday(text, special[1] ?? "", special[2]);
  if (/#|\dL|[A-Z]{3}L/.test(upper))
    return { faults: [fault(dayOfWeek, "error", text, unclear, apart)] };
  const { values, faults } = readListField(dayOfWeek, text);
  if (hasError(faults)) return { faults };
  return {
    days: { kind: "weekdays", weekdays: values },
    faults: [...faults, ...numericFaults(text, values, faults)],
  };
}

function readNearest(text: string, digits: string): DaysReading {
  const day = readValue(dayOfMonth, digits);
  return typeof day === "string"
    ? { faults: [fault(dayOfMonth, "error", text, day)] }
    : { days: { kind: "nearestWorkingDay", day }, faults: upperCaseFaults(dayOfMonth, text) };
}

function readMonthsWeekday(text: string, weekdayText: string, nthText?: string): DaysReading {
  const weekday = readValue(dayOfWeek, weekdayText);
  if (typeof weekday === "string") return { faults: [fault(dayOfWeek, "error", text, weekday)] };
  const nth = nthText === undefined ? undefined : Number(nthText);
  if (nth !== undefined && (nth < 1 || nth > 5)) {
    const what = "asks for a weekday that no month has: # takes 1 to 5";
    return { faults: [fault(dayOfWeek, "error", text, what)] };
  }
  // AWS's own examples of these two forms have numbers, so no other spelling is offered.
  const name = listText(dayOfWeek, [weekday]);
  const numeric = /^\d/.test(weekdayText)
    ? [numericFault(text, `${countsFromSunday} ${name}`)]
    : [];
  return {
    days:
      nth === undefined ? { kind: "lastWeekday", weekday } : { kind: "nthWeekday", weekday, nth },
    faults: [...upperCaseFaults(dayOfWeek, text), ...numeric],
  };
}

function upperCaseFaults(field: CronField, text: string): readonly ScheduleFault[] {
  const right = text.toUpperCase();
  return text === right ? [] : [fault(field, "warning", text, onlyUpperCase, `write ${right}`)];
}

/** Numbers that stand for weekdays, not for steps (`/2`). */
const weekdayNumbers = /(?<![/\d])\d+/g;

const countsFromSunday = "counts Sunday as 1, so it means";

/** In: `values` are what the text says; they are the fix where a name in place of each number will not do. */
function numericFaults(
  text: string,
  values: readonly number[],
  others: readonly ScheduleFault[],
): readonly ScheduleFault[] {
  const named = text
    .toUpperCase()
    .replace(weekdayNumbers, (digits) => listText(dayOfWeek, [Number(digits)]));
  if (named === text.toUpperCase()) return [];
  const right = others.length === 0 ? named : listText(dayOfWeek, values);
  return [numericFault(text, `${countsFromSunday} ${right}`, `write ${right}`)];
}

function numericFault(text: string, what: string, fix?: string): ScheduleFault {
  return {
    ...fault(dayOfWeek, "warning", text, what, fix),
    code: "numeric-weekday",
    expected: "names from SUN to SAT",
  };
}

function hasError(faults: readonly ScheduleFault[]): boolean {
  return faults.some((found) => found.severity === "error");
}
