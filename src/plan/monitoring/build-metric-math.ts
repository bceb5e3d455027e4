import { maxMathExpressionLength } from "../../aws/facts";
import { getOffsetMinutes, listClockChanges } from "../../timetable/time";
import { clockChangeDates, type ClockLevels } from "./expected-instances";

/** A metric math expression and its id. */
export interface MathQuery {
  readonly id: string;
  readonly expression: string;
}

/** Expressions, and the term that refers to their result. */
export interface LevelExpressions {
  readonly queries: readonly MathQuery[];
  readonly result: string;
}

/** Adds `by` from `at` on. */
interface Step {
  readonly at: number;
  readonly by: number;
}

/** Ids of moments: minutes since 1970 in UTC, on the wall clock, and in the week. */
const [utc, local, ofWeek] = ["e", "l", "w"] as const;

/**
 * Builds the wall clock as metric math from EPOCH, the only function that knows more than the UTC calendar.
 *
 * Lists each clock change of the zone until the end of `clockChangeDates`. Then the last offset stays.
 * @param metricId A metric of the same alarm or graph, for its periods.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
export function buildClockExpressions(timezone: string, metricId: string): readonly MathQuery[] {
  const [from, to] = [clockChangeDates.from * 1440, clockChangeDates.to * 1440];
  const changes = listClockChanges(timezone, from, to).map(({ at, offsetBefore, offsetAfter }) => {
    return { at, by: offsetAfter - offsetBefore };
  });
  const first = `${utc}+${getOffsetMinutes(timezone, from)}`.replace("+-", "-");
  const [expression = first, ...more] = buildSums(first, utc, changes);
  if (more.length > 0) throw new Error(`bug: the clock changes of ${timezone} fill one expression`);
  return [
    { id: utc, expression: `EPOCH(${metricId})/60` },
    { id: local, expression },
    // 1970-01-05T00:00 was a Monday: minute 5760.
    { id: ofWeek, expression: `${local}-5760-10080*FLOOR((${local}-5760)/10080)` },
  ];
}

/**
 * Builds levels as metric math, on top of `buildClockExpressions`.
 * @param id A letter for the week and one for dates, which the clock does not use.
 * @returns As many expressions as their length needs.
 */
export function buildLevelExpressions(
  { week, dated }: ClockLevels,
  id: { readonly week: string; readonly dated: string },
): LevelExpressions {
  const weekly = nameExpressions(id.week, buildSums(String(week[0]?.value ?? 0), ofWeek, toSteps(week)));
  const usual = weekly.length === 1 && week.length === 1 ? formatConstant(week[0]?.value) : formatSum(weekly);
  if (dated.length === 0) return { queries: week.length === 1 ? [] : weekly, result: usual };
  // One more than the level, so that 0 means: on no date.
  const steps = dated.flatMap(({ from, to, value }) => [
    { at: from, by: value + 1 },
    { at: to, by: -value - 1 },
  ]);
  const special = nameExpressions(id.dated, buildSums("0", local, mergeSteps(steps)));
  return {
    queries: [...(week.length === 1 ? [] : weekly), ...special],
    result: `IF(${formatSum(special)}>0,${formatSum(special)}-1,${usual})`,
  };
}

function formatConstant(value = 0): string {
  return `TIME_SERIES(${value})`;
}

function formatSum(queries: readonly MathQuery[]): string {
  const text = queries.map(({ id }) => id).join("+");
  return queries.length === 1 ? text : `(${text})`;
}

function nameExpressions(letter: string, expressions: readonly string[]): readonly MathQuery[] {
  return expressions.map((expression, index) => ({ id: `${letter}${index + 1}`, expression }));
}

function toSteps(levels: ClockLevels["week"]): readonly Step[] {
  const changes = levels.slice(1).map(({ from, value }, index) => {
    return { at: from, by: value - (levels[index]?.value ?? value) };
  });
  return changes.filter(({ by }) => by !== 0);
}

/** Merges sorted steps at the same moment and drops those that add 0. */
function mergeSteps(steps: readonly Step[]): readonly Step[] {
  const byMoment = new Map<number, number>();
  for (const { at, by } of steps) byMoment.set(at, (byMoment.get(at) ?? 0) + by);
  return [...byMoment].map(([at, by]) => ({ at, by })).filter(({ by }) => by !== 0);
}

/** Comparisons are 0 or 1, so a step is a product with one. Begins another expression if one is full. */
function buildSums(start: string, clock: string, steps: readonly Step[]): readonly string[] {
  const expressions: string[] = [start];
  for (const { at, by } of steps) {
    const size = Math.abs(by);
    const term = `${by < 0 ? "-" : "+"}${size === 1 ? "" : `${size}*`}(${clock}>=${at})`;
    const last = `${expressions.at(-1) ?? ""}${term}`;
    if (last.length > maxMathExpressionLength) expressions.push(`0${term}`);
    else expressions[expressions.length - 1] = last;
  }
  return expressions;
}
