import * as v from "valibot";
import { formatPath, type Problem } from "../../problem";
import { epochMonday, type Interval, type Limits } from "../../timetable";
import { minutesPerDay, type PlainMinute, weekdays } from "../../timetable/time";
import { isMap, joinWords, quoteValue } from "../text";
import {
  type ClockEnd,
  defineList,
  definePlainDateTime,
  defineSection,
  defineWeekdays,
  defineWindowTime,
  describeField,
  type Entries,
  type Field,
  type FieldProblem,
  forbidBeside,
  listFieldProblems,
  omitUndefined,
  type SectionOutput,
  type WindowTime,
} from "./fields";
import { limitsEntries } from "./instance-counts";
import { countMinutesBetween } from "./timetable-rules";

/** The limits that someone expects of an endpoint. */
export interface Expectation {
  /** `week`: of the week that repeats, written as if it were that of `epochMonday`. */
  readonly kind: "week" | "date";
  /** Plain minutes. A moment is one minute long. */
  readonly intervals: readonly Interval[];
  /** min, max or both. */
  readonly limits: Partial<Limits>;
}

type Time = WindowTime | PlainMinute;

/** A time of day, or a date with one. */
function defineTime(title: string, end: ClockEnd, example: string): Field<Time> {
  const description = { title, description: "When the limits are expected.", example };
  const [ofDay, ofDate] = [defineWindowTime(end, description), definePlainDateTime(end, description)];
  const field: Field<Time> = {
    ...ofDay,
    "~run": (dataset, config) => (isDate(dataset.value) ? ofDate : ofDay)["~run"](dataset, config),
  };
  const allowed = 'a time of day with on, such as "09:00", or a date with a time, such as "2026-12-25T09:00"';
  return describeField(field, { ...description, allowed });
}

function isDate(value: unknown): boolean {
  return typeof value === "string" && /^\s*\d{4}-/.test(value);
}

const entries = {
  on: v.exactOptional(
    defineWeekdays({
      title: "On",
      otherNames: ["days", "day", "weekdays", "weekday"],
      description: "Days of the week that repeats, without the dates that differ from it.",
      example: "mon-fri",
    }),
  ),
  at: v.exactOptional(defineTime("At", "begin", '"09:00"')),
  from: v.exactOptional(defineTime("From", "begin", '"08:00"')),
  to: v.exactOptional(defineTime("To", "end", '"18:00"')),
  min: v.exactOptional(limitsEntries.min),
  max: v.exactOptional(limitsEntries.max),
} satisfies Entries;

const expectation: Field<Expectation> = describeField(
  v.pipe(
    defineSection(entries, forbidBeside("at", ["from", "to"], "remove at, or from and to"), checkKeys, checkTimes),
    v.transform(toExpectation),
  ),
  {
    title: "Expectation",
    description: "The limits at a moment, or all the time from one to another.",
    allowed: "a map with the key at or from, to, and min or max",
    example: "{ at: 2026-12-25T09:00, min: 1 }",
  },
);

function checkKeys(_values: object, written: ReadonlySet<string>): readonly FieldProblem[] {
  const missing = ["from", "to"].filter((key) => !written.has("at") && !written.has(key));
  const [time] = missing.length === 2 ? ["at"] : missing;
  return [
    ...(time === undefined
      ? []
      : [createMissing(time, `${time} is missing`, "at, or from and to", `write ${time}: and a time`)]),
    ...(written.has("min") || written.has("max")
      ? []
      : [createMissing("min", "neither min nor max is set", "min, max or both", "write min: 1")]),
  ];
}

function createMissing(key: string, message: string, expected: string, fix: string): FieldProblem {
  return { code: "missing-key", at: [key], message, expected, fix };
}

type Written = SectionOutput<typeof entries>;

/** Checks that all times have a date, or none and on has the days. */
function checkTimes(values: Partial<Written>, written: ReadonlySet<string>): readonly FieldProblem[] {
  const times = (["at", "from", "to"] as const).flatMap((key) => {
    const time = values[key];
    return time === undefined ? [] : [{ key, time }];
  });
  if (times.length === 0) return [];
  const expected = "days under on and times of day, or a date before each time";
  const wrong = (key: string, message: string, fix: string): FieldProblem => {
    return { code: "wrong-value", at: [key], message, expected, fix };
  };
  const empty = isEmpty(values) ? [wrong("to", "to is not after from", "write a later time")] : [];
  if (times.every(({ time }) => typeof time !== "number")) {
    const withDay = times.filter(({ time }) => typeof time !== "number" && time.weekday !== undefined);
    const noDays = createMissing("on", "on is missing", expected, "write on: mon-fri, or a date before the time");
    return [
      ...withDay.map(({ key }) => wrong(key, `${key} has a day`, "write the day under on")),
      ...(written.has("on") ? [] : [noDays]),
      ...empty,
    ];
  }
  const withoutDate = times.filter(({ time }) => typeof time !== "number");
  return [
    ...(written.has("on") ? [wrong("on", "on cannot be used with a date", "remove on, or the date")] : []),
    ...withoutDate.map(({ key }) => wrong(key, `${key} has no date`, "write the date before the time")),
    ...empty,
  ];
}

function isEmpty({ from, to }: Partial<Written>): boolean {
  if (typeof from === "number") return typeof to === "number" && to <= from;
  return from !== undefined && typeof to === "object" && from.minute === to.minute;
}

function toExpectation({ on = [], at = 0, from = at, to, min, max }: Written): Expectation {
  const limits = omitUndefined({ min, max });
  if (typeof from === "number") {
    return { kind: "date", intervals: [{ from, to: typeof to === "number" ? to : from + 1 }], limits };
  }
  const length = typeof to === "object" ? countMinutesBetween(from, to) : 1;
  const starts = on.map((day) => epochMonday + weekdays.indexOf(day) * minutesPerDay + from.minute);
  return { kind: "week", intervals: starts.map((start) => ({ from: start, to: start + length })), limits };
}

/** An expectation and its place in the file. */
export interface PlacedExpectation extends Expectation {
  readonly endpoint: string;
  readonly path: string;
}

/**
 * Parses a file of expectations: a list for each endpoint. Never throws.
 * @param value any JSON
 * @param endpoints the names of the stack
 */
export function parseExpectations(
  value: unknown,
  endpoints: readonly string[],
): { readonly expectations: readonly PlacedExpectation[]; readonly problems: readonly Problem[] } {
  if (!isMap(value) || Object.keys(value).length === 0) return { expectations: [], problems: [noExpectations] };
  const section = defineSection(Object.fromEntries(endpoints.map((name) => [name, v.exactOptional(expectationList)])));
  const run = section["~run"]({ value }, {});
  if (run.typed && run.issues === undefined) {
    const expectations = Object.entries(run.value).flatMap(([endpoint, list = []]) =>
      list.map((each, index) => ({ ...each, endpoint, path: formatPath([endpoint, index]) })),
    );
    return { expectations, problems: [] };
  }
  const problems = listFieldProblems(run.issues).map(({ at = [], ...problem }): Problem => {
    const [name] = at;
    const words = at.length === 1 && problem.code === "unknown-key" ? describeUnknownEndpoint(name, endpoints) : {};
    return { severity: "error", ...problem, ...words, path: formatPath(at) };
  });
  return { expectations: [], problems };
}

const expectationList = describeField(defineList(expectation, { from: 1 }), {
  title: "Expectations",
  description: "What is expected of the endpoint.",
  allowed: "a list of expectations",
  example: "[{ at: 2026-12-25T09:00, min: 1 }]",
});

function describeUnknownEndpoint(name: unknown, endpoints: readonly string[]) {
  return { message: `the stack has no endpoint ${quoteValue(name)}`, expected: joinWords(endpoints, "or") };
}

const noExpectations: Problem = {
  severity: "error",
  code: "wrong-type",
  path: "line 1",
  message: "the file has no expectations",
  expected: "a list of expectations for each endpoint",
  fix: "write sentiment: [{ at: 2026-12-25T09:00, min: 1 }], with the name of your endpoint",
};
