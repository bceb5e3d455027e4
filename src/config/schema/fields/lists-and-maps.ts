import * as v from "valibot";
import type { Named } from "../../../timetable";
import { isMap, parseUnquotedTimestamp, quoteValue } from "../../text";
import { createKindIssue, type Field, type FieldIssue, toFieldIssue } from "./field";
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

/**
 * A value that is written in one of two ways: a map of keys, or something else.
 *
 * The way decides which of the two fields reads it, so that problems speak of what the user meant.
 */
export function defineStringOrMap<TPlain, TMap>(
  plain: Field<TPlain>,
  map: Field<TMap>,
): Field<TPlain | TMap> {
  const stock = v.union([plain, map]);
  return {
    ...stock,
    "~run": (dataset, config) => {
      if (isMap(dataset.value)) return map["~run"](dataset, config);
      const run = plain["~run"](dataset, config);
      // A value of neither kind is a wrong type for both, not for the first alone.
      const own = run.issues?.every((issue) => "finding" in issue);
      return run.typed || own === true ? run : stock["~run"]({ value: dataset.value }, config);
    },
  };
}
