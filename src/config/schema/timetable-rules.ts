import { minutesPerDay, weekdays } from "../../timetable/time";
import { type FieldProblem, requireExactlyOne, type WindowTime } from "./fields";

const requireDaysOrDates = requireExactlyOne(["days", "dates"], 'write days: mon-fri, or dates: "2026-12-24"');

/** Checks that a window has days or dates, or else a day in both its times. */
export function checkWindowTimes(
  values: { readonly from?: WindowTime; readonly to?: WindowTime },
  written: ReadonlySet<string>,
): readonly FieldProblem[] {
  const times = (["from", "to"] as const).map((key) => ({ key, weekday: values[key]?.weekday }));
  const withDay = times.filter(({ weekday }) => weekday !== undefined);
  if (withDay.length === 0) return requireDaysOrDates(values, written);
  if (written.has("days") || written.has("dates")) {
    return withDay.map(({ key }) =>
      createWindowProblem(key, `${key} has a day, but the window has days or dates`, "remove the day"),
    );
  }
  return times
    .filter(({ key, weekday }) => weekday === undefined && values[key] !== undefined)
    .map(({ key }) => createWindowProblem(key, `${key} has no day`, 'add a day, as in "mon 06:00"'));
}

function createWindowProblem(key: string, message: string, fix: string): FieldProblem {
  return { code: "wrong-value", at: [key], message, expected: "a day in both from and to, or in neither", fix };
}

/** Counts the minutes from one time to the next occurrence of another; 0 if they are the same. */
export function countMinutesBetween(from: WindowTime, to: WindowTime): number {
  const weekly = from.weekday !== undefined && to.weekday !== undefined;
  const length = toMinuteOfWeek(to) - toMinuteOfWeek(from);
  if (length >= 0) return length;
  return length + (weekly ? 7 * minutesPerDay : minutesPerDay);
}

function toMinuteOfWeek({ weekday, minute }: WindowTime): number {
  return (weekday === undefined ? 0 : weekdays.indexOf(weekday) * minutesPerDay) + minute;
}

const expectedOverride = "exactly one of these: min with max, hold, or pause: true";

/** Checks that an override has exactly one of min with max, hold, and pause. */
export function checkOverride(
  values: { readonly pause?: boolean },
  written: ReadonlySet<string>,
): readonly FieldProblem[] {
  const noEffect = "pause: false has no effect";
  return [
    ...checkOneForm(written),
    ...checkLimitsPair(written),
    ...(values.pause === false
      ? [createOverrideProblem("wrong-value", "pause", noEffect, "write pause: true, or hold: 6")]
      : []),
  ];
}

function checkOneForm(written: ReadonlySet<string>): readonly FieldProblem[] {
  const limit = ["min", "max"].find((key) => written.has(key));
  const others = ["hold", "pause"].filter((key) => written.has(key));
  const [first, ...more] = limit === undefined ? others : [limit, ...others];
  if (first !== undefined) {
    return more.map((key) => {
      const message = `both ${first} and ${key} are set`;
      return createOverrideProblem("wrong-value", key, message, `remove ${key}`);
    });
  }
  const none = "the override has no min and max, hold or pause";
  return [createOverrideProblem("missing-key", "min", none, "write hold: 6")];
}

function checkLimitsPair(written: ReadonlySet<string>): readonly FieldProblem[] {
  if (written.has("min") === written.has("max")) return [];
  const missing = written.has("min") ? "max" : "min";
  const fix = `add ${missing}, because min and max go together`;
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
