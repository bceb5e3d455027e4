import { cronFields, maxScheduleLength, rateUnitMinutes } from "../../aws/facts";
import { getDaysInMonth, parsePlainDate, parsePlainTime } from "../../timetable/time";
import { parseDayOfMonth, parseDayOfWeek, type ParsedDays } from "./parse-cron-days";
import { createFieldProblem, parseListField } from "./parse-cron-field";
import type { CronDays, ParsedSchedule, ScheduleProblem } from "./scheduled-action";

const scheduleForms =
  "cron(minutes hours day-of-month month day-of-week year), at(yyyy-mm-ddThh:mm:ss) or rate(value unit)";

/**
 * A scheduled action's schedule, read as Application Auto Scaling reads it.
 *
 * Knows the whole dialect: `, - * / ? L W #`, names, ranges that pass the end, `getDistance`, `rate`.
 *
 * Out:    the schedule and all faults; the schedule is absent exactly when a fault is an error
 * Source: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScheduledAction.html,
 *         https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cron-expressions.html
 */
export function parseSchedule(text: string): ParsedSchedule {
  if (text.length > maxScheduleLength) {
    const message = `the schedule has ${text.length} characters`;
    return failWith(createError(message, `at most ${maxScheduleLength} characters`));
  }
  const match = /^(cron|at|rate)\((.*)\)$/is.exec(text);
  if (match === null) return failWith(explainNotASchedule(text));
  const [kind = "", inside = ""] = match.slice(1);
  const tidy = `${kind.toLowerCase()}(${inside.trim()})`;
  const readable = inside.trim() === inside && kind.toLowerCase() === kind;
  if (!readable)
    return failWith(
      createError(`"${text}" is not spelt as AWS spells it`, scheduleForms, `write ${tidy}`),
    );
  if (kind === "cron") return parseCron(text, inside.split(/\s+/));
  return kind === "at" ? parseAt(text, inside) : parseRate(text, inside);
}

function parseCron(text: string, fields: readonly string[]): ParsedSchedule {
  const [minutes = "", hours = "", dayOfMonth = "", month = "", dayOfWeek = "", year = ""] = fields;
  if (fields.length !== 6) return failWith(explainFieldCount(text, fields));
  const lists = [
    parseListField(cronFields.minutes, minutes),
    parseListField(cronFields.hours, hours),
    parseListField(cronFields.month, month),
    parseListField(cronFields.year, year),
  ] as const;
  const [minuteList, hourList, monthList, yearList] = lists;
  const days = parseDays(text, fields, dayOfMonth, dayOfWeek);
  const faults = [
    ...days.questionMark,
    ...[
      minuteList.problems,
      hourList.problems,
      days.problems,
      monthList.problems,
      yearList.problems,
    ].flat(),
  ];
  if (days.days === undefined || faults.some((found) => found.severity === "error"))
    return { problems: faults };
  const [months, years] = [monthList.values, yearList.values];
  const unclear = findMissingNearestDay(days.days, dayOfMonth, months, years);
  if (unclear !== undefined) return { problems: [...faults, unclear] };
  const [minuteValues, hourValues] = [minuteList.values, hourList.values];
  return {
    schedule: {
      kind: "cron",
      minutes: minuteValues,
      hours: hourValues,
      days: days.days,
      months,
      years,
    },
    problems: faults,
  };
}

/** Both day fields: exactly one must be `?`. */
function parseDays(
  text: string,
  fields: readonly string[],
  dayOfMonth: string,
  dayOfWeek: string,
): ParsedDays & { readonly questionMark: readonly ScheduleProblem[] } {
  const questionMark = findQuestionMarkProblem(text, fields, dayOfMonth, dayOfWeek);
  const none: ParsedDays = { problems: [] };
  const byMonth = dayOfMonth === "?" ? none : parseDayOfMonth(dayOfMonth);
  const byWeek = dayOfWeek === "?" ? none : parseDayOfWeek(dayOfWeek);
  const days = byMonth.days ?? byWeek.days;
  return {
    ...(days === undefined ? {} : { days }),
    problems: [...byMonth.problems, ...byWeek.problems],
    questionMark: questionMark === undefined ? [] : [questionMark],
  };
}

function findQuestionMarkProblem(
  text: string,
  fields: readonly string[],
  dayOfMonth: string,
  dayOfWeek: string,
): ScheduleProblem | undefined {
  if ((dayOfMonth === "?") !== (dayOfWeek === "?")) return undefined;
  const expected = "? in exactly one of Day-of-month and Day-of-week";
  const withDays = (first: string, second: string): string =>
    `write cron(${fields.with(2, first).with(4, second).join(" ")})`;
  if (dayOfMonth === "?") {
    return createError(`"${text}" has ? in both day fields`, expected, withDays("*", "?"));
  }
  if (dayOfMonth === "*" || dayOfWeek === "*") {
    const fix = dayOfWeek === "*" ? withDays(dayOfMonth, "?") : withDays("?", dayOfWeek);
    return createError(`"${text}" has no ? in a day field`, expected, fix);
  }
  return createError(
    `"${text}" sets Day-of-month "${dayOfMonth}" and Day-of-week "${dayOfWeek}"`,
    expected,
    `make two schedules: ${withDays(dayOfMonth, "?").slice(6)} and ${withDays("?", dayOfWeek).slice(6)}`,
  );
}

/** `31W` in a month of 30 days: programs differ, and AWS does not say. */
function findMissingNearestDay(
  days: CronDays,
  text: string,
  months: readonly number[],
  years: readonly number[],
): ScheduleProblem | undefined {
  if (days.kind !== "nearestWorkingDay") return undefined;
  const shortest = Math.min(...years.flatMap((year) => months.map((m) => getDaysInMonth(year, m))));
  if (days.day <= shortest) return undefined;
  const what = `names a day that some months lack, and AWS does not say when it fires then`;
  const fix = "name months that have the day, or write L for the last day";
  return createFieldProblem(cronFields.dayOfMonth, "error", text, what, fix);
}

/** Source: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScheduledAction.html */
function parseAt(text: string, inside: string): ParsedSchedule {
  const expected = "at(yyyy-mm-ddThh:mm:ss), on the clock of the action's time zone";
  const match = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(?::(\d{2})(?:\.0+)?)?(Z)?$/i.exec(inside);
  const date = parsePlainDate(match?.[1] ?? "");
  const minute = parsePlainTime(match?.[2] ?? "");
  if (match === null || date === undefined || minute === undefined || Number(match[3] ?? 0) > 59) {
    const what = match === null ? "is no date with a time" : "is no moment that a calendar has";
    return failWith(createError(`"${text}" ${what}`, expected));
  }
  const exact = `at(${match[1]}T${match[2]}:${match[3] ?? "00"})`;
  if (exact !== text)
    return failWith(
      createError(`"${text}" is not spelt as AWS spells it`, expected, `write ${exact}`),
    );
  return { schedule: { kind: "at", at: date * 1440 + minute }, problems: [] };
}

/** Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rate-expressions.html */
function parseRate(text: string, inside: string): ParsedSchedule {
  const expected = "rate(1 minute), rate(5 minutes), and the same with hour or day";
  const match = /^(\d{1,9}) +(minute|hour|day)(s?)$/.exec(inside);
  const unit = (["minute", "hour", "day"] as const).find((name) => name === match?.[2]);
  const value = Number(match?.[1] ?? 0);
  if (match === null || unit === undefined || value === 0) {
    return failWith(createError(`"${text}" is no rate`, expected));
  }
  const exact = `rate(${value} ${unit}${value === 1 ? "" : "s"})`;
  const spelt: ScheduleProblem = {
    ...createError(`"${text}" does not say ${exact}`, expected, `write ${exact}`),
    severity: "warning",
  };
  return {
    schedule: { kind: "rate", everyMinutes: value * rateUnitMinutes[unit] },
    problems: exact === text ? [] : [spelt],
  };
}

function explainNotASchedule(text: string): ScheduleProblem {
  const fields = text.trim().split(/\s+/);
  const known = /^[\d*?A-Za-z,\-/#]+$/;
  const isCron =
    fields.length >= 5 && fields.length <= 7 && fields.every((field) => known.test(field));
  if (!isCron) return createError(`"${text}" is no schedule`, scheduleForms);
  const inside = fields.join(" ");
  if (fields.length !== 6) return explainFieldCount(text, fields);
  return createError(`"${text}" has no cron(…) around it`, scheduleForms, `write cron(${inside})`);
}

function createError(message: string, expected: string, fix?: string): ScheduleProblem {
  const found = { code: "cron-dialect", severity: "error", message, expected } as const;
  return fix === undefined ? found : { ...found, fix };
}

function failWith(found: ScheduleProblem): ParsedSchedule {
  return { problems: [found] };
}

const expectedFields = "six fields: minutes hours day-of-month month day-of-week year";

/**
 * Why an expression with another number of fields than six is refused, with the form to write.
 *
 * Five fields are a crontab line, which counts weekdays from Sunday = 0; seven have seconds in front,
 * for which AWS promises nothing.
 *
 * In:     not six fields
 * Source: https://docs.aws.amazon.com/autoscaling/application/userguide/scheduled-scaling-using-cron-expressions.html
 */
export function explainFieldCount(text: string, fields: readonly string[]): ScheduleProblem {
  const base = { code: "cron-dialect", severity: "error", expected: expectedFields } as const;
  const count = fields.length === 1 && fields[0] === "" ? 0 : fields.length;
  const fix = count === 5 ? convertCrontab(fields) : count === 7 ? dropSeconds(fields) : undefined;
  const why = count === 5 ? ": that is a crontab line" : count === 7 ? ": seconds in front" : "";
  const message = `"${text}" has ${count} ${count === 1 ? "field" : "fields"}${why}`;
  return fix === undefined ? { ...base, message } : { ...base, message, fix };
}

function dropSeconds(fields: readonly string[]): string {
  return `write cron(${fields.slice(1).join(" ")})`;
}

/** Crontab fires when either day field matches; AWS takes only one of the two. */
function convertCrontab(fields: readonly string[]): string {
  const [minutes, hours, dayOfMonth = "", month = "", weekday = ""] = fields;
  const cron = (days: string, weekdays: string): string =>
    `cron(${minutes} ${hours} ${days} ${month.toUpperCase()} ${weekdays} *)`;
  const names = convertCrontabWeekdays(weekday);
  if (names === "*" || names === "?")
    return `write ${cron(dayOfMonth === "?" ? "*" : dayOfMonth, "?")}`;
  if (dayOfMonth === "*" || dayOfMonth === "?") return `write ${cron("?", names)}`;
  return `make two schedules: ${cron(dayOfMonth, "?")} and ${cron("?", names)}`;
}

/** Crontab's numbers, 0 and 7 = Sunday, as names. */
function convertCrontabWeekdays(text: string): string {
  const names = cronFields.dayOfWeek.names;
  return text
    .toUpperCase()
    .replace(/(?<![/\d])[0-7](?!\d)/g, (digit) => names[Number(digit) % 7] ?? digit);
}
