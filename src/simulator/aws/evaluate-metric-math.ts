import type { EpochSeconds } from "./account-state";
import type { Named } from "./json";

/**
 * A metric math expression, as a tree.
 *
 * Of its language, the numbers, ids, `+ - * /`, comparisons, AND, OR, parentheses and calls of functions.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
type MathNode =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "id"; readonly id: string }
  | { readonly kind: "negative"; readonly of: MathNode }
  | { readonly kind: "binary"; readonly operator: BinaryOperator; readonly left: MathNode; readonly right: MathNode }
  | { readonly kind: "call"; readonly name: string; readonly args: readonly MathNode[] };

const precedence = [["OR"], ["AND"], ["==", "!=", "<=", ">=", "<", ">"], ["+", "-"], ["*", "/"]] as const;

type BinaryOperator = (typeof precedence)[number][number];

/** A tree, or where and why there is none. */
type MathParse = { readonly node: MathNode } | { readonly wrong: string };

const token = /\s*(?:(\d+(?:\.\d+)?)|([A-Za-z_][A-Za-z0-9_]*)|(==|!=|<=|>=|&&|\|\||[-+*/<>(),]))/y;
const synonyms: Readonly<Record<string, string>> = { "&&": "AND", "||": "OR" };

/** Parses one expression; errors are in the result. */
function parseMath(text: string): MathParse {
  const tokens = tokenize(text);
  if (typeof tokens === "string") return { wrong: tokens };
  const reader = new Reader(tokens);
  const node = reader.binary(0);
  if (node === undefined || !reader.isAtEnd) return { wrong: `unexpected ${reader.next}` };
  return { node };
}

function tokenize(text: string): readonly string[] | string {
  const tokens: string[] = [];
  token.lastIndex = 0;
  const end = text.trimEnd().length;
  let at = 0;
  while (at < end) {
    token.lastIndex = at;
    const found = token.exec(text);
    if (found === null) return `unexpected ${text.slice(at, at + 10)}`;
    const word = found[1] ?? found[2] ?? found[3] ?? "";
    tokens.push(synonyms[word] ?? word);
    at = token.lastIndex;
  }
  return tokens;
}

/** Goes through the tokens once; undefined from any of its methods means: something else was expected. */
class Reader {
  #at = 0;

  constructor(readonly tokens: readonly string[]) {}

  get next(): string {
    return this.tokens[this.#at] ?? "end";
  }

  get isAtEnd(): boolean {
    return this.#at === this.tokens.length;
  }

  /** Operators of one level bind to the left. */
  binary(level: number): MathNode | undefined {
    const operators: readonly BinaryOperator[] | undefined = precedence[level];
    if (operators === undefined) return this.#operand();
    let left = this.binary(level + 1);
    for (;;) {
      const operator = operators.find((each) => each === this.next);
      if (left === undefined || operator === undefined) return left;
      this.#at++;
      const right = this.binary(level + 1);
      if (right === undefined) return undefined;
      left = { kind: "binary", operator, left, right };
    }
  }

  #operand(): MathNode | undefined {
    const word = this.next;
    if (this.#takes("-")) {
      const of = this.#operand();
      return of && { kind: "negative", of };
    }
    if (this.#takes("(")) {
      const inner = this.binary(0);
      return this.#takes(")") ? inner : undefined;
    }
    if (/^\d/.test(word)) {
      this.#at++;
      return { kind: "number", value: Number(word) };
    }
    if (!/^[A-Za-z_]/.test(word) || this.isAtEnd) return undefined;
    this.#at++;
    if (!this.#takes("(")) return /^[a-z]/.test(word) ? { kind: "id", id: word } : undefined;
    const args = this.#args();
    return args && { kind: "call", name: word, args };
  }

  #args(): readonly MathNode[] | undefined {
    const args: MathNode[] = [];
    do {
      const arg = this.binary(0);
      if (arg === undefined) return undefined;
      args.push(arg);
    } while (this.#takes(","));
    return this.#takes(")") ? args : undefined;
  }

  #takes(word: string): boolean {
    if (this.isAtEnd || this.next !== word) return false;
    this.#at++;
    return true;
  }
}

/**
 * One moment of a metric math request.
 *
 * `expressions` and `metrics`: by their ids. `metrics`: undefined without a data point.
 * `at`: where the period begins.
 */
export interface MathMoment {
  readonly expressions: Named<string>;
  readonly metrics: Named<number | undefined>;
  readonly at: EpochSeconds;
  readonly periodSeconds: number;
}

/** A time series' value at the moment, absent where it has none; or a number that belongs to no moment. */
type MathValue =
  { readonly kind: "series"; readonly value: number | undefined } | { readonly kind: "scalar"; readonly value: number };

/** Parsed once: an alarm evaluates the same text every minute. */
const parsed = new Map<string, MathParse>();

/**
 * The value of an expression at one moment.
 * @returns undefined where it has no data point
 * @throws for what `findMathProblem` finds
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
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

/** A missing value counts as 0 beside an existing one; division by 0 gives no data point. */
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
