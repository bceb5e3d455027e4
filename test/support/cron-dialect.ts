import fc from "fast-check";
import { Temporal } from "temporal-polyfill";

/** An expression of the AWS dialect, with its meaning told apart from its text. */
export interface DialectCase {
  readonly text: string;
  readonly onDate: (date: Temporal.PlainDate) => boolean;
  readonly atTime: (hour: number, minute: number) => boolean;
}

interface Field<T> {
  readonly text: string;
  readonly matches: (value: T) => boolean;
}

interface FieldShape {
  readonly min: number;
  readonly max: number;
  readonly names?: readonly string[];
  readonly wraps: boolean;
}

const monthNames = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split(" ");
const weekdayNames = "SUN MON TUE WED THU FRI SAT".split(" ");

/** One term: walks on from its start as a hand would, around the end if it must. */
function term(shape: FieldShape): fc.Arbitrary<{ text: string; values: readonly number[] }> {
  const { min, max, names } = shape;
  const value = fc.integer({ min, max });
  const said = (v: number, named: boolean): string =>
    named && names !== undefined ? (names[v - min] ?? "") : String(v);
  const walk = (from: number, to: number, step: number): readonly number[] => {
    const values: number[] = [];
    let count = 0;
    for (let v = from; ; v = v === max ? min : v + 1) {
      if (count % step === 0) values.push(v);
      count++;
      if (v === to) return values;
    }
  };
  const step = fc.integer({ min: 1, max: Math.min(12, max - min) });
  const pair = fc.tuple(value, value).map(([a, b]) => (shape.wraps || a <= b ? ([a, b] as const) : ([b, a] as const)));
  return fc.oneof(
    { weight: 3, arbitrary: fc.constant({ text: "*", values: walk(min, max, 1) }) },
    { weight: 1, arbitrary: step.map((n) => ({ text: `*/${n}`, values: walk(min, max, n) })) },
    {
      weight: 3,
      arbitrary: fc.tuple(value, fc.boolean()).map(([v, named]) => ({ text: said(v, named), values: [v] })),
    },
    { weight: 2, arbitrary: fc.tuple(value, step).map(([v, n]) => ({ text: `${v}/${n}`, values: walk(v, max, n) })) },
    {
      weight: 3,
      arbitrary: fc
        .tuple(pair, fc.boolean())
        .map(([[a, b], named]) => ({ text: `${said(a, named)}-${said(b, named)}`, values: walk(a, b, 1) })),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(pair, step).map(([[a, b], n]) => ({ text: `${a}-${b}/${n}`, values: walk(a, b, n) })),
    },
  );
}

function list(shape: FieldShape): fc.Arbitrary<Field<number>> {
  return fc.array(term(shape), { minLength: 1, maxLength: 4 }).map((terms) => {
    const star = terms.find(({ text }) => text.startsWith("*"));
    const used = star === undefined ? terms : [star];
    const values = new Set(used.flatMap((t) => t.values));
    return { text: used.map((t) => t.text).join(","), matches: (v) => values.has(v) };
  });
}

/** Sunday = 1, as AWS counts. */
const awsWeekday = (date: Temporal.PlainDate): number => (date.dayOfWeek % 7) + 1;

/** The weekday of the same month that is nearest to a day, by looking around it. */
function nearestWorkingDay(date: Temporal.PlainDate): Temporal.PlainDate {
  const near = [0, -1, 1, -2, 2].map((days) => date.add({ days }));
  const found = near.find((d) => d.month === date.month && d.dayOfWeek <= 5);
  if (found === undefined) throw new Error(`no working day near ${date.toString()}`);
  return found;
}

const lastOf = (date: Temporal.PlainDate): Temporal.PlainDate => date.with({ day: date.daysInMonth });

const dayOfMonth: fc.Arbitrary<Field<Temporal.PlainDate>> = fc.oneof(
  {
    weight: 4,
    arbitrary: list({ min: 1, max: 31, wraps: true }).map(({ text, matches }) => ({
      text,
      matches: (date: Temporal.PlainDate) => matches(date.day),
    })),
  },
  fc.constant({ text: "L", matches: (date: Temporal.PlainDate) => date.add({ days: 1 }).day === 1 }),
  fc.constant({ text: "LW", matches: (date: Temporal.PlainDate) => date.equals(nearestWorkingDay(lastOf(date))) }),
  // Every month has 28 days; what comes after is refused.
  fc
    .integer({ min: 1, max: 28 })
    .map((day) => ({
      text: `${day}W`,
      matches: (date: Temporal.PlainDate) => date.equals(nearestWorkingDay(date.with({ day }))),
    })),
);

const weekdayText = fc
  .tuple(fc.integer({ min: 1, max: 7 }), fc.boolean())
  .map(([n, named]) => ({ n, text: named ? (weekdayNames[n - 1] ?? "") : String(n) }));

const dayOfWeek: fc.Arbitrary<Field<Temporal.PlainDate>> = fc.oneof(
  {
    weight: 4,
    arbitrary: list({ min: 1, max: 7, names: weekdayNames, wraps: true }).map(({ text, matches }) => ({
      text,
      matches: (date: Temporal.PlainDate) => matches(awsWeekday(date)),
    })),
  },
  fc.constant({ text: "L", matches: (date: Temporal.PlainDate) => date.dayOfWeek === 6 }),
  weekdayText.map(({ n, text }) => ({
    text: `${text}L`,
    matches: (date: Temporal.PlainDate) => awsWeekday(date) === n && date.add({ days: 7 }).month !== date.month,
  })),
  fc
    .tuple(weekdayText, fc.integer({ min: 1, max: 5 }))
    .map(([{ n, text }, nth]) => ({
      text: `${text}#${nth}`,
      matches: (date: Temporal.PlainDate) =>
        awsWeekday(date) === n &&
        date.add({ days: -7 * (nth - 1) }).month === date.month &&
        date.add({ days: -7 * nth }).month !== date.month,
    })),
);

/** Expressions of the whole dialect: every form that has one meaning. Years around those of `years`. */
export function dialectArbitrary(years: { readonly min: number; readonly max: number }): fc.Arbitrary<DialectCase> {
  const year = fc.oneof(
    { weight: 3, arbitrary: fc.constant({ text: "*", matches: () => true }) },
    { weight: 1, arbitrary: list({ ...years, wraps: false }) },
  );
  return fc
    .tuple(
      list({ min: 0, max: 59, wraps: true }),
      list({ min: 0, max: 23, wraps: true }),
      list({ min: 1, max: 12, names: monthNames, wraps: true }),
      fc.oneof(
        dayOfMonth.map((field) => ({ text: [field.text, "?"], matches: field.matches })),
        dayOfWeek.map((field) => ({ text: ["?", field.text], matches: field.matches })),
      ),
      year.map(({ text, matches }) => ({
        // A star or a step from 1970 on means other years, too: `matches` knows only those given.
        text: text.startsWith("*/") ? "*" : text,
        matches: text.startsWith("*") ? () => true : matches,
        bounded: text.includes("/") && !text.includes("-"),
      })),
    )
    .filter(([, , , , { bounded }]) => !bounded)
    .map(([minutes, hours, months, days, yearField]) => ({
      text: `cron(${minutes.text} ${hours.text} ${days.text[0]} ${months.text} ${days.text[1]} ${yearField.text})`,
      onDate: (date: Temporal.PlainDate) =>
        months.matches(date.month) && yearField.matches(date.year) && days.matches(date),
      atTime: (hour: number, minute: number) => hours.matches(hour) && minutes.matches(minute),
    }));
}
