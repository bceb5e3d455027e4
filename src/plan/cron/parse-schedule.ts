import { cronFields, maxScheduleLength, rateUnitMinutes } from "../../aws/facts";
import { hasErrors } from "../../problem";
import { getDaysInMonth, parsePlainDate, parsePlainTime } from "../../timetable/time";
import { parseDayOfMonth, parseDayOfWeek, type ParsedDays } from "./parse-cron-days";
import { createFieldProblem, parseListField } from "./parse-cron-field";
import type { CronDays, ParsedSchedule, ScheduleProblem } from "./scheduled-action";

const scheduleForms =
  "cron(minutes hours day-of-month month day-of-week year), at(yyyy-mm-ddThh:mm:ss) or rate(value unit)";

const exampleFix = "write a schedule such as cron(0 8 ? * MON-FRI *)";

/**
 * Parses a schedule as Application Auto Scaling reads it: `cron(…)` in AWS's whole dialect, `at(…)`, `rate(…)`.
 * @returns The schedule, unless one of the problems is an error.
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScheduledAction.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cron-expressions.html
 */
export function parseSchedule(text: string): ParsedSchedule {
  if (text.length > maxScheduleLength) {
    const message = `the schedule has ${text.length} characters`;
    return failWith(createError(message, `at most ${maxScheduleLength} characters`, "split it into several schedules"));
  }
  const match = /^(cron|at|rate)\((.*)\)$/is.exec(text);
  if (match === null) return failWith(explainNotASchedule(text));
  const [kind = "", inside = ""] = match.slice(1);
  const exact = `${kind.toLowerCase()}(${inside.trim()})`;
  if (exact !== text) return failWith(createFormError(text, scheduleForms, exact));
  if (kind === "cron") return parseCron(text, inside.split(/\s+/));
  return kind === "at" ? parseAt(text, inside) : parseRate(text, inside);
}

function parseCron(text: string, fields: readonly string[]): ParsedSchedule {
  const [minutes = "", hours = "", dayOfMonth = "", month = "", dayOfWeek = "", year = ""] = fields;
  if (fields.length !== 6) return failWith(explainFieldCount(text, fields));
  const [minuteField, hourField, monthField, yearField] = [
    parseListField(cronFields.minutes, minutes),
    parseListField(cronFields.hours, hours),
    parseListField(cronFields.month, month),
    parseListField(cronFields.year, year),
  ] as const;
  const byMonth: ParsedDays = dayOfMonth === "?" ? noDays : parseDayOfMonth(dayOfMonth);
  const byWeek: ParsedDays = dayOfWeek === "?" ? noDays : parseDayOfWeek(dayOfWeek);
  const days = byMonth.days ?? byWeek.days;
  const problems = [
    ...findQuestionMarkProblems(text, fields, dayOfMonth, dayOfWeek),
    ...[minuteField, hourField, byMonth, byWeek, monthField, yearField].flatMap((field) => field.problems),
  ];
  if (days === undefined || hasErrors(problems)) return { problems };
  const [months, years] = [monthField.values, yearField.values];
  const missingDay = findMissingNearestDay(days, dayOfMonth, months, years);
  if (missingDay !== undefined) return { problems: [...problems, missingDay] };
  const times = { minutes: minuteField.values, hours: hourField.values };
  return { schedule: { kind: "cron", ...times, days, months, years }, problems };
}

const noDays: ParsedDays = { problems: [] };

/** Exactly one day field must be `?`. */
function findQuestionMarkProblems(
  text: string,
  fields: readonly string[],
  dayOfMonth: string,
  dayOfWeek: string,
): readonly ScheduleProblem[] {
  if ((dayOfMonth === "?") !== (dayOfWeek === "?")) return [];
  const expected = "? in exactly one of Day-of-month and Day-of-week";
  const withDays = (first: string, second: string): string =>
    `write cron(${fields.with(2, first).with(4, second).join(" ")})`;
  if (dayOfMonth === "?") {
    return [createError(`"${text}" has ? in both day fields`, expected, withDays("*", "?"))];
  }
  if (dayOfMonth === "*" || dayOfWeek === "*") {
    const fix = dayOfWeek === "*" ? withDays(dayOfMonth, "?") : withDays("?", dayOfWeek);
    return [createError(`"${text}" has no ? in either day field`, expected, fix)];
  }
  return [
    createError(
      `"${text}" sets Day-of-month "${dayOfMonth}" and Day-of-week "${dayOfWeek}"`,
      expected,
      `write two schedules: ${withDays(dayOfMonth, "?").slice(6)} and ${withDays("?", dayOfWeek).slice(6)}`,
    ),
  ];
}

/** Refuses `31W` if a month has 30 days: AWS does not say when it fires, and libraries differ. */
function findMissingNearestDay(
  days: CronDays,
  text: string,
  months: readonly number[],
  years: readonly number[],
): ScheduleProblem | undefined {
  if (days.kind !== "nearestWorkingDay") return undefined;
  const shortest = Math.min(...years.flatMap((year) => months.map((m) => getDaysInMonth(year, m))));
  if (days.day <= shortest) return undefined;
  const what = `names a day that some months lack, and AWS does not say when it fires in them`;
  const fix = "name months that have the day, or write L for the last day";
  return createFieldProblem(cronFields.dayOfMonth, "error", text, what, fix);
}

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScheduledAction.html */
function parseAt(text: string, inside: string): ParsedSchedule {
  const expected = "at(yyyy-mm-ddThh:mm:ss), in the action's time zone";
  const match = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(?::(\d{2})(?:\.0+)?)?(Z)?$/i.exec(inside);
  const date = parsePlainDate(match?.[1] ?? "");
  const minute = parsePlainTime(match?.[2] ?? "");
  if (match === null || date === undefined || minute === undefined || Number(match[3] ?? 0) > 59) {
    const what = match === null ? "is not a date with a time" : "is not a date and time that exists";
    return failWith(
      createError(`"${text}" ${what}`, expected, "write a date that exists, such as at(2026-12-24T18:00:00)"),
    );
  }
  const exact = `at(${match[1]}T${match[2]}:${match[3] ?? "00"})`;
  if (exact !== text) return failWith(createFormError(text, expected, exact));
  return { schedule: { kind: "at", at: date * 1440 + minute }, problems: [] };
}

/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rate-expressions.html */
function parseRate(text: string, inside: string): ParsedSchedule {
  const expected = "rate(1 minute) or rate(5 minutes), also with hour or day";
  const match = /^(\d{1,9}) +(minute|hour|day)(s?)$/.exec(inside);
  const unit = (["minute", "hour", "day"] as const).find((name) => name === match?.[2]);
  const value = Number(match?.[1] ?? 0);
  if (match === null || unit === undefined || value === 0) {
    return failWith(createError(`"${text}" is not a rate`, expected, "write a rate such as rate(15 minutes)"));
  }
  const exact = `rate(${value} ${unit}${value === 1 ? "" : "s"})`;
  const warning: ScheduleProblem = {
    ...createError(`AWS writes "${text}" as ${exact}`, expected, `write ${exact}`),
    severity: "warning",
  };
  return {
    schedule: { kind: "rate", everyMinutes: value * rateUnitMinutes[unit] },
    problems: exact === text ? [] : [warning],
  };
}

function explainNotASchedule(text: string): ScheduleProblem {
  const fields = text.trim().split(/\s+/);
  const known = /^[\d*?A-Za-z,\-/#]+$/;
  const isCron = fields.length >= 5 && fields.length <= 7 && fields.every((field) => known.test(field));
  if (!isCron) return createError(`"${text}" is not a schedule`, scheduleForms, exampleFix);
  const inside = fields.join(" ");
  if (fields.length !== 6) return explainFieldCount(text, fields);
  return createError(`"${text}" has no cron(…) around it`, scheduleForms, `write cron(${inside})`);
}

function createError(message: string, expected: string, fix: string): ScheduleProblem {
  return { code: "cron-dialect", severity: "error", message, expected, fix };
}

function createFormError(text: string, expected: string, exact: string): ScheduleProblem {
  return createError(`"${text}" is not in the exact form that AWS takes`, expected, `write ${exact}`);
}

function failWith(problem: ScheduleProblem): ParsedSchedule {
  return { problems: [problem] };
}

const expectedFields = "six fields: minutes hours day-of-month month day-of-week year";

/**
 * Explains why an expression needs six fields. Five are a crontab line, which counts weekdays from
 * Sunday = 0. Seven begin with seconds, which AWS does not support.
 * @see https://docs.aws.amazon.com/autoscaling/application/userguide/scheduled-scaling-using-cron-expressions.html
 */
function explainFieldCount(text: string, fields: readonly string[]): ScheduleProblem {
  const count = fields.length === 1 && fields[0] === "" ? 0 : fields.length;
  const withoutSeconds = `write cron(${fields.slice(1).join(" ")})`;
  const fix = count === 5 ? convertCrontab(fields) : count === 7 ? withoutSeconds : exampleFix;
  const why = count === 5 ? ": it is a crontab line" : count === 7 ? ": it begins with seconds" : "";
  const message = `"${text}" has ${count} ${count === 1 ? "field" : "fields"}${why}`;
  return createError(message, expectedFields, fix);
}

/** Crontab fires if either day field matches; AWS takes only one of them. */
function convertCrontab(fields: readonly string[]): string {
  const [minutes, hours, dayOfMonth = "", month = "", weekday = ""] = fields;
  const cron = (days: string, weekdays: string): string =>
    `cron(${minutes} ${hours} ${days} ${month.toUpperCase()} ${weekdays} *)`;
  const names = convertCrontabWeekdays(weekday);
  if (names === "*" || names === "?") return `write ${cron(dayOfMonth === "?" ? "*" : dayOfMonth, "?")}`;
  if (dayOfMonth === "*" || dayOfMonth === "?") return `write ${cron("?", names)}`;
  return `write two schedules: ${cron(dayOfMonth, "?")} and ${cron("?", names)}`;
}

/** Converts crontab's numbers, 0 and 7 = Sunday, to names. */
function convertCrontabWeekdays(text: string): string {
  const names = cronFields.dayOfWeek.names;
  return text.toUpperCase().replace(/(?<![/\d])[0-7](?!\d)/g, (digit) => names[Number(digit) % 7] ?? digit);
}
