import { parseMath, type BinaryOperator, type MathNode, type MathParse } from "./metric-math";
import type { Named } from "./named";
import type { EpochSeconds } from "./state";

/**
 * One moment of a metric math request.
 *
 * `expressions`: by their ids. `scalingMetrics`: what each has at this moment; undefined where no data point came.
 * `getDistance`: where the period begins.
 */
export interface MathMoment {
  readonly expressions: Named<string>;
  readonly metrics: Named<number | undefined>;
  readonly at: EpochSeconds;
  readonly periodSeconds: number;
}

/** A time series' value at the moment, absent where it has none; or a number that belongs to no moment. */
type MathValue =
  | { readonly kind: "series"; readonly value: number | undefined }
  | { readonly kind: "scalar"; readonly value: number };

/** Parsed once: an alarm evaluates the same text every minute. */
const parsed = new Map<string, MathParse>();

/**
 * The value of an expression at one moment.
 *
 * Out:    undefined where it has no data point
 * Errors: thrown for what `findMathProblem` finds
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
export function evaluateMath(moment: MathMoment, id: string): number | undefined {
  return evaluateNode({ kind: "id", id }, moment, new Map()).value;
}

/** What CloudWatch would refuse in these expressions: a wrong form, an id that is not there, a result that is no time series. */
export function findMathProblem(moment: MathMoment, id: string): string | undefined {
  try {
    return evaluateNode({ kind: "id", id }, moment, new Map()).kind === "scalar"
      ? `the result of ${id} is not a time series`
      : undefined;
  } catch (error) {
    return error instanceof MathError ? error.message : String(error);
  }
}

class MathError extends Error {}

type Known = Map<string, MathValue | "busy">;

function evaluateNode(node: MathNode, moment: MathMoment, known: Known): MathValue {
  switch (node.kind) {
    case "number":
      return toScalar(node.value);
    case "id":
      return evaluateId(node.id, moment, known);
    case "negative": {
      const of = evaluateNode(node.of, moment, known);
      return of.kind === "scalar" ? toScalar(-of.value) : toSeries(of.value && -of.value);
    }
    case "binary":
      return combineValues(
        node.operator,
        evaluateNode(node.left, moment, known),
        evaluateNode(node.right, moment, known),
      );
    case "call":
      return callFunction(node, moment, known);
  }
}

function evaluateId(id: string, moment: MathMoment, known: Known): MathValue {
  const before = known.get(id);
  if (before === "busy") throw new MathError(`${id} refers to itself`);
  if (before !== undefined) return before;
  if (id in moment.metrics) return toSeries(moment.metrics[id]);
  const expression = moment.expressions[id];
  if (expression === undefined) throw new MathError(`no metric or expression has the id ${id}`);
  const parse = parsed.get(expression) ?? parseMath(expression);
  parsed.set(expression, parse);
  if ("wrong" in parse) throw new MathError(`${id}: ${parse.wrong}`);
  known.set(id, "busy");
  const value = evaluateNode(parse.node, moment, known);
  known.set(id, value);
  return value;
}

/** A missing value counts as 0 beside one that is there; division by 0 gives no data point. */
function combineValues(operator: BinaryOperator, left: MathValue, right: MathValue): MathValue {
  const result = arithmetic[operator](left.value ?? 0, right.value ?? 0);
  if (left.kind === "scalar" && right.kind === "scalar") return toScalar(result);
  const some = [left, right].some(({ kind, value }) => kind === "series" && value !== undefined);
  return toSeries(some && Number.isFinite(result) ? result : undefined);
}

const arithmetic: Readonly<Record<BinaryOperator, (a: number, b: number) => number>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "==": (a, b) => Number(a === b),
  "!=": (a, b) => Number(a !== b),
  "<=": (a, b) => Number(a <= b),
  ">=": (a, b) => Number(a >= b),
  "<": (a, b) => Number(a < b),
  ">": (a, b) => Number(a > b),
  AND: (a, b) => Number(a !== 0 && b !== 0),
  OR: (a, b) => Number(a !== 0 || b !== 0),
};

function callFunction(
  { name, args }: Extract<MathNode, { readonly kind: "call" }>,
  moment: MathMoment,
  known: Known,
): MathValue {
  const values = args.map((arg) => evaluateNode(arg, moment, known));
  const [first, second, third] = values;
  const form = `${name}(${values.map(({ kind }) => (kind === "series" ? "TS" : "S")).join(", ")})`;
  switch (form) {
    case "EPOCH(TS)":
      return toSeries(moment.at);
    case "PERIOD(TS)":
      return toScalar(moment.periodSeconds);
    case "FLOOR(TS)":
      return toSeries(first?.value === undefined ? undefined : Math.floor(first.value));
    case "FILL(TS, S)":
      return toSeries(first?.value ?? second?.value);
    case "TIME_SERIES(S)":
      return toSeries(first?.value);
    case "IF(TS, TS, TS)":
    case "IF(TS, S, TS)":
    case "IF(TS, TS, S)":
    case "IF(TS, S, S)":
      return toSeries(chooseValue(first?.value, second?.value, third?.value));
    default:
      throw new MathError(`${form} is no function of metric math that is known here`);
  }
}

/** No data point where the condition or the second choice has none; 0 where the first has none. */
function chooseValue(
  condition: number | undefined,
  yes: number | undefined,
  no: number | undefined,
): number | undefined {
  if (condition === undefined) return undefined;
  return condition === 0 ? no : (yes ?? 0);
}

function toSeries(value: number | undefined): MathValue {
  return { kind: "series", value };
}

function toScalar(value: number): MathValue {
  return { kind: "scalar", value };
}
