import * as v from "valibot";
import type { Field } from "./field";
import { type FieldIssue, toFieldIssue } from "./field-issue";
import { runField } from "./run-field";

/** How many entries a list may have, both included. */
export interface ListLength {
  readonly from: number;
  readonly to?: number;
}

/** A list with at least `from` and at most `to` entries of one kind. */
export function defineList<TOutput>(
  item: Field<TOutput>,
  { from, to = Number.MAX_SAFE_INTEGER }: ListLength,
): Field<readonly TOutput[]> {
  const stock = v.array(item);
  return {
    ...stock,
    "~run": (dataset, config) => {
      const input = dataset.value;
      if (!Array.isArray(input)) return stock["~run"](dataset, config);
      const entries: readonly unknown[] = input;
      const runs = entries.map((value, index) => runField(item, value, index));
      const issues = [...findLengthIssues(entries, from, to), ...runs.flatMap((run) => run.issues)];
      const value = runs.map((run) => run.value);
      const [first, ...others] = issues;
      if (first !== undefined) return { typed: false, value, issues: [first, ...others] };
      if (!isCompleteList<TOutput>(value, issues))
        throw new Error("bug: a list without issues is whole");
      return { typed: true, value };
    },
  };
}

function findLengthIssues(entries: readonly unknown[], from: number, to: number): FieldIssue[] {
  if (entries.length >= from && entries.length <= to) return [];
  const message =
    entries.length === 0 ? "the list is empty" : `the list has ${entries.length} entries`;
  return [toFieldIssue({ code: "wrong-value", message }, entries)];
}

function isCompleteList<TOutput>(
  _values: readonly unknown[],
  issues: readonly FieldIssue[],
): _values is readonly TOutput[] {
  return issues.length === 0;
}
