import * as v from "valibot";
import type { Named } from "../../../timetable";
import { isMap, parseUnquotedTimestamp, quoteValue } from "../../text";
import { createKindIssue, type Field, type FieldIssue, isFieldIssue, toFieldIssue, toFieldResult } from "./field";
import { runField } from "./run-field";

/** The least and the most entries of a list. */
export interface ListLength {
  readonly from: number;
  readonly to?: number;
}

/** A list of entries of one kind. */
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
      return toFieldResult<readonly TOutput[]>(
        runs.map(({ value }) => value),
        issues,
      );
    },
  };
}

function findLengthIssues(entries: readonly unknown[], from: number, to: number): FieldIssue[] {
  if (entries.length >= from && entries.length <= to) return [];
  const message = entries.length === 0 ? "the list is empty" : `the list has ${entries.length} entries`;
  return [toFieldIssue({ code: "wrong-value", message }, entries)];
}

/**
 * A map whose keys are names that the user chooses. Unlike valibot's `record`, it never drops a name.
 *
 * On failure, its value has the entries without problems.
 */
export function defineMap<TOutput>(item: Field<TOutput>): Field<Named<TOutput>> {
  const stock = v.record(v.string(), item);
  return {
    ...stock,
    "~run": ({ value: input }) => {
      if (!isMap(input)) return { typed: false, value: {}, issues: [createKindIssue(stock.type, input)] };
      const runs = Object.entries(input).map(([name, value]) => runNamedEntry(name, item, value));
      return toFieldResult<Named<TOutput>>(
        Object.fromEntries(runs.flatMap(({ entry }) => entry)),
        runs.flatMap(({ issues }) => issues),
      );
    },
  };
}

function runNamedEntry(name: string, item: Field, value: unknown) {
  const refusal = checkName(name);
  if (refusal !== undefined) {
    const problem = { code: "wrong-value", at: [name], ...refusal } as const;
    return { issues: [toFieldIssue(problem, name)], entry: [] };
  }
  const run = runField(item, value, name);
  return { issues: run.issues, entry: run.issues.length === 0 ? [[name, run.value] as const] : [] };
}

/**
 * Checks a name that the user chose.
 * @returns undefined if it is valid; not if it is empty, a date, or a key of every object (`constructor`)
 */
export function checkName(name: string) {
  const expected = "a name that starts with a letter, such as office";
  if (name.trim() === "") return { message: "a name is empty", expected, fix: "write a name" };
  const timestamp = parseUnquotedTimestamp(name);
  if (timestamp !== undefined) {
    const message = `YAML reads the name ${quoteValue(name)} as a date`;
    return { message, expected, fix: `write "${timestamp.date}" in quotes, or another name` };
  }
  return name in Object.prototype
    ? { message: `${quoteValue(name)} is a reserved word`, expected, fix: "choose another name" }
    : undefined;
}

/** A value that is a map of keys or something else; problems are those of the field that fits. */
export function defineStringOrMap<TPlain, TMap>(plain: Field<TPlain>, map: Field<TMap>): Field<TPlain | TMap> {
  const stock = v.union([plain, map]);
  return {
    ...stock,
    "~run": (dataset, config) => {
      if (isMap(dataset.value)) return map["~run"](dataset, config);
      const run = plain["~run"](dataset, config);
      // A value of neither kind has the wrong type for both fields, not only for the first.
      const isPlain = run.typed || run.issues.every(isFieldIssue);
      return isPlain ? run : stock["~run"]({ value: dataset.value }, config);
    },
  };
}
