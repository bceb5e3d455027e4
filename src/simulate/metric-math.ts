/**
 * A metric math expression, as a tree.
 *
 * Of its language, the numbers, ids, `+ - * /`, comparisons, AND, OR, parentheses and calls of functions.
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
export type MathNode =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "id"; readonly id: string }
  | { readonly kind: "negative"; readonly of: MathNode }
  | {
      readonly kind: "binary";
      readonly operator: BinaryOperator;
      readonly left: MathNode;
      readonly right: MathNode;
    }
  | { readonly kind: "call"; readonly name: string; readonly args: readonly MathNode[] };

const precedence = [
  ["OR"],
  ["AND"],
  ["==", "!=", "<=", ">=", "<", ">"],
  ["+", "-"],
  ["*", "/"],
] as const;

/** What stands between two operands. */
export type BinaryOperator = (typeof precedence)[number][number];

/** A tree, or where and why there is none. */
export type MathParse = { readonly node: MathNode } | { readonly wrong: string };

const token = /\s*(?:(\d+(?:\.\d+)?)|([A-Za-z_][A-Za-z0-9_]*)|(==|!=|<=|>=|&&|\|\||[-+*/<>(),]))/y;
const synonyms: Readonly<Record<string, string>> = { "&&": "AND", "||": "OR" };

/** Reads one expression. Errors: in the result. */
export function parseMath(text: string): MathParse {
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
