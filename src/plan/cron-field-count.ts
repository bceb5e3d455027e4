import { cronFields } from "../aws-facts/cron";
import type { ScheduleProblem } from "./parsed-schedule";

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
