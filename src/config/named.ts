import * as v from "valibot";
import type { Named } from "./config";
import type { Field } from "./field";
import { type FieldIssue, toFieldIssue, createKindIssue } from "./field-issue";
import { runField } from "./run-field";
import { isMap, quoteValue, parseUnquotedTimestamp } from "./user-text";

/**
 * A map whose keys are names that the user chooses.
 *
 * Differs from valibot's `record` in that no name is dropped in silence.
 *
 * Out: on failure the named values that are right
 */
export function defineMap<TOutput>(item: Field<TOutput>): Field<Named<TOutput>> {
  const stock = v.record(v.string(), item);
  return {
    ...stock,
    "~run": ({ value: input }) => {
      if (!isMap(input))
        return { typed: false, value: {}, issues: [createKindIssue(stock.type, input)] };
      const runs = Object.entries(input).map(([name, value]) => ({
        name,
        value,
        ...runNamedEntry(name, item, value),
      }));
      const issues = runs.flatMap((run) => run.issues);
      const value = Object.fromEntries(runs.flatMap((run) => run.entry));
      const [first, ...others] = issues;
      if (first !== undefined) return { typed: false, value, issues: [first, ...others] };
      if (!isCompleteMap<TOutput>(value, issues))
        throw new Error("bug: a map without issues is whole");
      return { typed: true, value };
    },
  };
}

function runNamedEntry(name: string, item: Field, value: unknown) {
  const refusal = checkName(name);
  if (refusal !== undefined) {
    const finding = { code: "wrong-value", at: [name], ...refusal } as const;
    return { issues: [toFieldIssue(finding, name)], entry: [] };
  }
  const run = runField(item, value, name);
  return { issues: run.issues, entry: run.issues.length === 0 ? [[name, run.value] as const] : [] };
}

/**
 * Why a name is refused: it is empty, was a date, or is one that every JavaScript object has
 * (`constructor`). Out: undefined for a right one
 */
export function checkName(name: string) {
  const expected = "a name that begins with a letter, such as office";
  if (name.trim() === "") return { message: "a name is empty", expected, fix: "write a name" };
  if (parseUnquotedTimestamp(name) !== undefined) {
    return {
      message: `the name ${quoteValue(name)} is read as a date`,
      expected,
      fix: `write "${parseUnquotedTimestamp(name)?.date}" in quotes, or a name`,
    };
  }
  return name in Object.prototype
    ? { message: `${quoteValue(name)} is a reserved word`, expected, fix: "choose another name" }
    : undefined;
}

function isCompleteMap<TOutput>(
  _values: object,
  issues: readonly FieldIssue[],
): _values is Named<TOutput> {
  return issues.length === 0;
}
