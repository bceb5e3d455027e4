import { minutesPerDay, weekdays } from "../../timetable/time";
import { type FieldProblem, requireExactlyOne, type WindowTime } from "./fields";

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

const expectedOverride = "min with max, hold, or pause: true: exactly one of the three";

/** An override says min and max, hold, or pause: exactly one of the three. */
export function checkOverride(
  values: { readonly pause?: boolean },
  written: ReadonlySet<string>,
): readonly FieldProblem[] {
  const nothing = "pause: false says nothing";
  return [
    ...checkOneForm(written),
    ...checkLimitsPair(written),
    ...(values.pause === false
      ? [createOverrideProblem("wrong-value", "pause", nothing, "write pause: true, or hold: 6")]
      : []),
  ];
}

function checkOneForm(written: ReadonlySet<string>): readonly FieldProblem[] {
  const limit = ["min", "max"].find((key) => written.has(key));
  const others = ["hold", "pause"].filter((key) => written.has(key));
  const [first, ...more] = limit === undefined ? others : [limit, ...others];
  if (first !== undefined) {
    return more.map((key) =>
      createOverrideProblem(
        "wrong-value",
        key,
        `${first} and ${key} are both written`,
        `remove ${key}`,
      ),
    );
  }
  const none = "none of min and max, hold and pause is written";
  return [createOverrideProblem("missing-key", "min", none, "write hold: 6")];
}

function checkLimitsPair(written: ReadonlySet<string>): readonly FieldProblem[] {
  if (written.has("min") === written.has("max")) return [];
  const [there, missing] = written.has("min") ? ["min", "max"] : ["max", "min"];
  const fix = `write ${missing} beside ${there}`;
  return [createOverrideProblem("missing-key", missing, `${missing} is missing`, fix)];
}

function createOverrideProblem(
  code: "missing-key" | "wrong-value",
  key: string,
  message: string,
  fix: string,
): FieldProblem {
  return { code, at: [key], message, expected: expectedOverride, fix };
}
