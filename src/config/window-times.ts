import { minutesPerDay } from "../time/plain-date";
import { weekdays } from "../time/weekday";
import type { WindowTime } from "./clock-times";
import type { FieldProblem } from "./field-issue";
import { requireExactlyOne } from "./section-rules";

const requireDaysOrDates = requireExactlyOne(
  ["days", "dates"],
  'write days: mon-fri, or dates: "2026-12-24"',
);

/** A window has days or dates, or else a day in front of both its times. */
export function checkWindowTimes(
  values: { readonly from?: WindowTime; readonly to?: WindowTime },
  written: ReadonlySet<string>,
): readonly FieldProblem[] {
  const times = (["from", "to"] as const).map((key) => ({ key, weekday: values[key]?.weekday }));
  const withDay = times.filter(({ weekday }) => weekday !== undefined);
  if (withDay.length === 0) return requireDaysOrDates(values, written);
  if (written.has("days") || written.has("dates")) {
    return withDay.map(({ key }) =>
      createWindowProblem(
        key,
        `${key} names a day, but days or dates say it already`,
        "leave the day out",
      ),
    );
  }
  return times
    .filter(({ key, weekday }) => weekday === undefined && values[key] !== undefined)
    .map(({ key }) =>
      createWindowProblem(key, `${key} names no day`, 'put a day in front, as in "mon 06:00"'),
    );
}

function createWindowProblem(key: string, message: string, fix: string): FieldProblem {
  return {
    code: "wrong-value",
    at: [key],
    message,
    expected: "a day at both times or at neither",
    fix,
  };
}

/** Minutes from one time to the next other one. Out: 0 for the same moment twice. */
export function countMinutesBetween(from: WindowTime, to: WindowTime): number {
  const weekly = from.weekday !== undefined && to.weekday !== undefined;
  const length = toMinuteOfWeek(to) - toMinuteOfWeek(from);
  if (length >= 0) return length;
  return length + (weekly ? 7 * minutesPerDay : minutesPerDay);
}

function toMinuteOfWeek({ weekday, minute }: WindowTime): number {
  return (weekday === undefined ? 0 : weekdays.indexOf(weekday) * minutesPerDay) + minute;
}
