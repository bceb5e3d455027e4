import * as v from "valibot";
import { findClosestMatch, isMap, joinWords, quoteValue } from "../../text";
import {
  createKindIssue,
  type Field,
  type FieldProblem,
  getDescription,
  getOptionality,
  toFieldIssue,
  toFieldResult,
  unwrapOptional,
} from "./field";
import { type FieldRun, formatWriteFix, runField } from "./run-field";

/** The fields of a section by key. */
export type Entries = Readonly<Record<string, Field>>;

export type SectionOutput<TEntries extends Entries> = v.InferOutput<v.StrictObjectSchema<TEntries, undefined>>;

/** Checks the keys of one section together; gets the values without problems, and all written keys. */
export type SectionRule<TEntries extends Entries> = (
  values: Partial<SectionOutput<TEntries>>,
  written: ReadonlySet<string>,
) => readonly FieldProblem[];

/**
 * A map with known keys.
 *
 * Unlike valibot's `strictObject`, it reports every unknown key, ignores inherited keys (`constructor`),
 * reports in file order, and runs its rules even if some values have problems. On failure, its value has
 * the values without problems.
 */
export function defineSection<const TEntries extends Entries>(
  entries: TEntries,
  ...rules: readonly SectionRule<TEntries>[]
): Field<SectionOutput<TEntries>> {
  const stock = v.strictObject(entries);
  return {
    ...stock,
    "~run": ({ value: input }) => {
      if (!isMap(input)) return { typed: false, value: {}, issues: [createKindIssue(stock.type, input)] };
      const { value, issues } = readSection(entries, input, rules);
      return toFieldResult<SectionOutput<TEntries>>(value, issues);
    },
  };
}

type MapInput = Readonly<Record<string, unknown>>;

function readSection<TEntries extends Entries>(
  entries: TEntries,
  input: MapInput,
  rules: readonly SectionRule<TEntries>[],
): FieldRun {
  const written = Object.keys(input);
  const known = written.filter((key) => Object.hasOwn(entries, key));
  const runs = [
    ...known.map((key) => ({ key, ...runEntry(entries, key, input[key]) })),
    ...listDefaults(entries, input).map(({ key, value }) => ({ key, ...runEntry(entries, key, value) })),
  ];
  const value = Object.fromEntries(runs.filter(({ issues }) => issues.length === 0).map((run) => [run.key, run.value]));
  const unknown = written.filter((key) => !known.includes(key));
  // A misspelled key is one problem: the key that it means is not missing too.
  const meant = unknown.flatMap((key) => findMeantKey(entries, input, key) ?? []);
  const problems = [
    ...findMissingFields(entries, input).map(([key, field]) => createMissingKeyProblem(key, field)),
    ...(hasOnlyKnownKeys(value, entries) ? rules.flatMap((rule) => rule(value, new Set([...written, ...meant]))) : []),
  ];
  const isMeant = ({ code, at: [key] = [] }: FieldProblem) =>
    code === "missing-key" && typeof key === "string" && meant.includes(key);
  return {
    value,
    issues: [
      ...runs.flatMap(({ issues }) => issues),
      ...[
        ...unknown.map((key) => createUnknownKeyProblem(entries, input, key)),
        ...problems.filter((problem) => !isMeant(problem)),
      ].map((problem) => toFieldIssue(problem, input)),
    ],
  };
}

function runEntry(entries: Entries, key: string, value: unknown): FieldRun {
  const field = entries[key];
  if (field === undefined) throw new Error(`bug: no entry ${key}`);
  return runField(field, value, key);
}

function listDefaults(entries: Entries, input: MapInput) {
  return Object.entries(entries).flatMap(([key, field]) => {
    const { value } = getOptionality(field);
    return value === undefined || Object.hasOwn(input, key) ? [] : [{ key, value }];
  });
}

function findMissingFields(entries: Entries, input: MapInput) {
  return Object.entries(entries).filter(([key, field]) => !getOptionality(field).allowed && !Object.hasOwn(input, key));
}

function createMissingKeyProblem(key: string, field: Field): FieldProblem {
  const { allowed, example } = getDescription(field);
  return {
    code: "missing-key",
    at: [key],
    message: `${key} is missing`,
    expected: allowed,
    fix: formatWriteFix(key, example),
  };
}

function hasOnlyKnownKeys<TEntries extends Entries>(
  values: object,
  entries: TEntries,
): values is Partial<SectionOutput<TEntries>> {
  return Object.keys(values).every((key) => Object.hasOwn(entries, key));
}

function createUnknownKeyProblem(entries: Entries, input: MapInput, key: string): FieldProblem {
  const keys = Object.keys(entries);
  return {
    code: "unknown-key",
    at: [key],
    message: `unknown key ${quoteValue(key)}`,
    expected: keys.length === 1 ? `the key ${keys.join()}` : `the keys ${joinWords(keys, "and")}`,
    fix: suggestFix(entries, input, key),
  };
}

/** The unwritten key that an unknown one most likely means: by `otherNames`, else by spelling. */
function findMeantKey(entries: Entries, input: MapInput, key: string): string | undefined {
  const free = Object.keys(entries).filter((known) => !Object.hasOwn(input, known));
  const [named] =
    Object.entries(entries).find(
      ([known, field]) => free.includes(known) && getDescription(field).otherNames?.includes(key.toLowerCase()),
    ) ?? [];
  return named ?? findClosestMatch(key, free);
}

function suggestFix(entries: Entries, input: MapInput, key: string): string {
  const meant = findMeantKey(entries, input, key);
  if (meant !== undefined) return `write ${meant}`;
  const home = Object.entries(entries).find(([, field]) => hasKey(field, key));
  return home === undefined ? "remove it" : `move it under ${home[0]}`;
}

/** Whether a field is, or may be, a section with this key. */
export function hasKey(optional: Field, key: string): boolean {
  const { entries, options = [] } = unwrapOptional(optional) as FieldParts;
  return (entries !== undefined && Object.hasOwn(entries, key)) || options.some((option) => hasKey(option, key));
}

/** The fields inside a field. */
interface FieldParts {
  readonly entries?: Entries;
  readonly options?: readonly Field[];
}

/** A rule that checks only which keys are written. */
export type KeyRule = (values: object, written: ReadonlySet<string>) => readonly FieldProblem[];

/**
 * Requires exactly one of two keys.
 * @param fix what to write if both are missing
 */
export function requireExactlyOne([a, b]: readonly [string, string], fix: string): KeyRule {
  const expected = `exactly one of ${a} and ${b}`;
  return (_values, written) => {
    if (written.has(a) !== written.has(b)) return [];
    return written.has(a)
      ? [{ code: "wrong-value", at: [b], message: `both ${a} and ${b} are set`, expected, fix: `remove ${a} or ${b}` }]
      : [{ code: "missing-key", at: [a], message: `neither ${a} nor ${b} is set`, expected, fix }];
  };
}

/**
 * Forbids keys beside another one.
 * @param fix what to do with the keys
 */
export function forbidBeside(key: string, others: readonly string[], fix: string): KeyRule {
  return (_values, written) =>
    written.has(key)
      ? others
          .filter((other) => written.has(other))
          .map((other) => ({
            code: "wrong-value",
            at: [other],
            message: `${other} cannot be used with ${key}`,
            expected: `${key} without ${other}`,
            fix,
          }))
      : [];
}

/** Requires keys, given with their fields, unless one of `others` is written. */
export function requireUnless(others: readonly string[], fields: Readonly<Record<string, Field>>): KeyRule {
  return (_values, written) =>
    others.some((key) => written.has(key))
      ? []
      : Object.entries(fields)
          .filter(([needed]) => !written.has(needed))
          .map(([needed, field]) => createMissingKeyProblem(needed, field));
}
