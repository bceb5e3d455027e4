import type { BaseIssue } from "valibot";
import type { PathKey } from "../../../problem";
import { describeKind, formatSecret, hideTokens, isEncrypted, isMap, isToken, joinWords, quoteValue } from "../../text";
import {
  type Field,
  type FieldIssue,
  type FieldProblem,
  getDescription,
  hasDescription,
  isFieldIssue,
  toFieldIssue,
  unwrapOptional,
} from "./field";
import { textOrSecret } from "./scalar-fields";

/** What a field made of a value; `value` is complete if there are no issues. */
export interface FieldRun {
  readonly value: unknown;
  readonly issues: readonly FieldIssue[];
}

/**
 * Reads the value of one key of a section or one entry of a list.
 * @returns issues with paths from that section or list
 */
export function runField(field: Field, value: unknown, key: PathKey): FieldRun {
  if (isEncrypted(value) && hasDescription(field)) return runEncrypted(field, value, key);
  const { value: output, issues } = field["~run"]({ value }, {});
  if (issues === undefined) return { value: output, issues: [] };
  return { value: output, issues: issues.map((issue) => completeIssue(issue, field, key)) };
}

/** Only environment variables stay encrypted in the state: Pulumi does not say which other values are. */
function runEncrypted(field: Field, value: { readonly secure: string }, key: PathKey): FieldRun {
  if (getDescription(field).json === textOrSecret) return { value: formatSecret(value), issues: [] };
  const problem = {
    code: "encrypted-value",
    message:
      "this value is encrypted, but previews and the state would show it: only environment variables stay secret",
    fix: "write it in plain text, or leave it out if it must stay secret",
  } as const;
  return { value, issues: [completeIssue(toFieldIssue(problem, value), field, key)] };
}

function completeIssue(issue: BaseIssue<unknown>, field: Field, key: PathKey): FieldIssue {
  const { input } = issue;
  const problem = isFieldIssue(issue) ? issue.problem : createWrongTypeProblem(input, field, key);
  const at = [key, ...(problem.at ?? [])];
  if (at.length > 1) return toFieldIssue({ ...problem, at }, input);
  const { allowed, example } = getDescription(field);
  const isEmpty = input === null || input === undefined || input === "";
  const { write, fix = formatWriteFix(key, write ?? example, write === undefined && !isEmpty) } = problem;
  return toFieldIssue({ expected: allowed, ...problem, fix, at }, input);
}

/**
 * Formats the fix `write key: value`, or `write - value` for an entry of a list.
 * @param isExample whether nothing shows which value is meant
 */
export function formatWriteFix(key: PathKey, yaml: string, isExample = false): string {
  const entry = hideTokens(`${typeof key === "number" ? "-" : `${key}:`} ${yaml}`);
  return `write ${isExample ? "a value such as " : ""}${entry}`;
}

function createWrongTypeProblem(input: unknown, field: Field, key: PathKey): FieldProblem {
  const { explain } = getDescription(field);
  const { remark = "", write = findAcceptedWriting(input, field) } = explain?.(input) ?? {};
  return {
    code: "wrong-type",
    message: `${describeWrongType(input, field, key)}${remark}`,
    ...(write === undefined ? {} : { write }),
  };
}

function describeWrongType(input: unknown, field: Field, key: PathKey): string {
  if (input === null || input === undefined || input === "") {
    return typeof key === "number" ? `entry ${key + 1} of the list is empty` : `${key} is empty`;
  }
  const wanted = describeWantedKind(unwrapOptional(field));
  if (Array.isArray(input) || isMap(input)) return `this is ${quoteValue(input)}, not ${wanted}`;
  const isScalar = typeof input === "string" || typeof input === "number";
  const shown = isScalar && isToken(String(key), String(input)) ? "the value" : quoteValue(input);
  return typeof input === "boolean" ? `${shown} is not ${wanted}` : `${shown} is ${describeKind(input)}, not ${wanted}`;
}

const kindWords: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  boolean: "true or false",
  array: "a list",
  record: "a map of keys",
  strict_object: "a map of keys",
};

function describeWantedKind(field: Field): string {
  if ("options" in field && Array.isArray(field.options)) {
    const options: readonly Field[] = field.options;
    return joinWords([...new Set(options.map(describeWantedKind))], "or");
  }
  return kindWords[field.type] ?? "such a value";
}

/** Another way to write the same value that the field accepts. */
function findAcceptedWriting(input: unknown, field: Field): string | undefined {
  return listOtherWritings(input).find(({ value }) => field["~run"]({ value }, {}).issues === undefined)?.yaml;
}

interface Writing {
  readonly value: unknown;
  readonly yaml: string;
}

const truthWords = new Map([
  ...["true", "yes", "on", "y"].map((word) => [word, true] as const),
  ...["false", "no", "off", "n"].map((word) => [word, false] as const),
]);

function listOtherWritings(input: unknown): readonly Writing[] {
  if (typeof input === "number" || typeof input === "boolean") {
    return [
      { value: String(input), yaml: JSON.stringify(String(input)) },
      { value: [input], yaml: `[${String(input)}]` },
    ];
  }
  if (typeof input === "string") return listOtherTextWritings(input);
  const list: readonly unknown[] = Array.isArray(input) ? input : [];
  const [only, ...more] = list;
  return typeof only === "string" && more.length === 0 ? [{ value: only, yaml: JSON.stringify(only) }] : [];
}

function listOtherTextWritings(text: string): readonly Writing[] {
  const number = text.trim() === "" ? Number.NaN : Number(text);
  const truth = truthWords.get(text.toLowerCase());
  return [
    ...(Number.isFinite(number) ? [{ value: number, yaml: String(number) }] : []),
    ...(truth === undefined ? [] : [{ value: truth, yaml: String(truth) }]),
    { value: [text], yaml: `[${JSON.stringify(text)}]` },
  ];
}
