import * as v from "valibot";
import { findClosestMatch, isMap, joinWords, quoteValue } from "../../text";
import {
  createKindIssue,
  type Field,
  type FieldIssue,
  type FieldProblem,
  getDescription,
  getOptionality,
  toFieldIssue,
  unwrapOptional,
} from "./field";
import { type FieldRun, formatWriteFix, runField } from "./run-field";

/** The fields of a section by their keys. */
export type Entries = Readonly<Record<string, Field>>;

/** What a section becomes. */
export type SectionOutput<TEntries extends Entries> = v.InferOutput<
  v.StrictObjectSchema<TEntries, undefined>
>;

/**
 * Finds what is wrong between the keys of one section.
 *
 * In: the values that are right in themselves, and the keys that are written at all
 */
export type SectionRule<TEntries extends Entries> = (
  values: Partial<SectionOutput<TEntries>>,
  written: ReadonlySet<string>,
) => readonly FieldProblem[];

/**
 * A map with known keys.
 *
 * Differs from valibot's `strictObject` in that it reports every unknown key and not the first one
 * alone, takes only a map's own keys for keys (`constructor` is no key of every map), reports in the
 * order of the file and runs its rules on the values that are right even when others are not.
 *
 * Out: on failure the values that are right, under their keys
 */
export function defineSection<const TEntries extends Entries>(
  entries: TEntries,
  ...rules: readonly SectionRule<TEntries>[]
): Field<SectionOutput<TEntries>> {
  const stock = v.strictObject(entries);
  return {
    ...stock,
    "~run": ({ value: input }) => {
      if (!isMap(input))
        return { typed: false, value: {}, issues: [createKindIssue(stock.type, input)] };
      const { value, issues } = readSection(entries, input, rules);
      const [first, ...others] = issues;
      if (first !== undefined) return { typed: false, value, issues: [first, ...others] };
      if (!isCompleteSection<TEntries>(value, issues))
        throw new Error("bug: a section without issues is whole");
      return { typed: true, value };
    },
  };
}

type MapInput = Readonly<Record<string, unknown>>;

function readSection<TEntries extends Entries>(
  entries: TEntries,
  input: MapInput,
  rules: readonly SectionRule<TEntries>[],
): FieldRun & { readonly value: object } {
  const written = Object.keys(input);
  const known = written.filter((key) => Object.hasOwn(entries, key));
  const runs = [
    ...known.map((key) => ({ key, ...runEntry(entries, key, input[key]) })),
    ...listDefaults(entries, input).map(({ key, value }) => ({
      key,
      ...runEntry(entries, key, value),
    })),
  ];
  const value = Object.fromEntries(
    runs.filter(({ issues }) => issues.length === 0).map((run) => [run.key, run.value]),
  );
  const unknown = written.filter((key) => !known.includes(key));
  const findings = [
    ...findMissingKeys(entries, input).map((key) => createMissingKeyProblem(entries, key)),
    ...(hasOnlyKnownKeys(value, entries)
      ? rules.flatMap((rule) => rule(value, new Set(written)))
      : []),
  ];
  // A misspelt key is one problem and not two: what it means is not missing.
  const meant = unknown.flatMap((key) => findMeantKey(entries, input, key) ?? []);
  const isMeant = ({ code, at: [key] = [] }: FieldProblem) =>
    code === "missing-key" && typeof key === "string" && meant.includes(key);
  return {
    value,
    issues: [
      ...runs.flatMap(({ issues }) => issues),
      ...[
        ...unknown.map((key) => createUnknownKeyProblem(entries, input, key)),
        ...findings.filter((finding) => !isMeant(finding)),
      ].map((finding) => toFieldIssue(finding, input)),
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

function findMissingKeys(entries: Entries, input: MapInput): readonly string[] {
  return Object.keys(entries).filter((key) => {
    const field = entries[key];
    return field !== undefined && !getOptionality(field).allowed && !Object.hasOwn(input, key);
  });
}

function createMissingKeyProblem(entries: Entries, key: string): FieldProblem {
  const field = entries[key];
  if (field === undefined) throw new Error(`bug: no entry ${key}`);
  const { allowed, example } = getDescription(field);
  return {
    code: "missing-key",
    at: [key],
    message: `${key} is missing`,
    expected: allowed,
    fix: formatWriteFix(key, example),
  };
}

/** Every value under a section's key comes from that key's own field. */
function hasOnlyKnownKeys<TEntries extends Entries>(
  values: object,
  entries: TEntries,
): values is Partial<SectionOutput<TEntries>> {
  return Object.keys(values).every((key) => Object.hasOwn(entries, key));
}

function isCompleteSection<TEntries extends Entries>(
  _values: object,
  issues: readonly FieldIssue[],
): _values is SectionOutput<TEntries> {
  return issues.length === 0;
}

type KnownEntries = Readonly<Record<string, Field>>;
type WrittenMap = Readonly<Record<string, unknown>>;

/**
 * What is wrong with a key that a section does not know.
 *
 * In: the section's fields, and everything that is written in it
 */
export function createUnknownKeyProblem(
  entries: KnownEntries,
  input: WrittenMap,
  key: string,
): FieldProblem {
  const keys = Object.keys(entries);
  return {
    code: "unknown-key",
    at: [key],
    message: `${quoteValue(key)} is not a key that is known here`,
    expected: keys.length === 1 ? `the key ${keys.join()}` : `the keys ${joinWords(keys, "and")}`,
    fix: suggestFix(entries, input, key),
  };
}

/**
 * The key that an unknown one means: what users are known to call it, or the nearest in spelling.
 *
 * Out: undefined when none comes near that is not written yet
 */
export function findMeantKey(
  entries: KnownEntries,
  input: WrittenMap,
  key: string,
): string | undefined {
  const free = Object.keys(entries).filter((known) => !Object.hasOwn(input, known));
  const named = free.find((known) => listOtherNames(entries[known]).includes(key.toLowerCase()));
  return named ?? findClosestMatch(key, free);
}

function listOtherNames(field: Field | undefined): readonly string[] {
  return field === undefined ? [] : (getDescription(field).otherNames ?? []);
}

function suggestFix(entries: KnownEntries, input: WrittenMap, key: string): string {
  const meant = findMeantKey(entries, input, key);
  if (meant !== undefined) return `write ${meant}`;
  const home = Object.entries(entries).find(([, field]) => hasKey(unwrapOptional(field), key));
  return home === undefined ? "remove it" : `move it under ${home[0]}`;
}

function hasKey(field: Field, key: string): boolean {
  return (
    "entries" in field &&
    typeof field.entries === "object" &&
    field.entries !== null &&
    Object.hasOwn(field.entries, key)
  );
}

/** A rule that looks only at which keys are written. */
export type KeyRule = (values: object, written: ReadonlySet<string>) => readonly FieldProblem[];

/**
 * Exactly one of several keys has to be written.
 *
 * In:  `refreshFix`: what to write when none is
 * Out: a problem at the first of the keys when none is written, at each further one when several are
 */
export function requireExactlyOne(
  keys: readonly [string, string, ...string[]],
  fix: string,
): KeyRule {
  return (_values, written) => {
    const [first, ...others] = keys.filter((key) => written.has(key));
    return first === undefined
      ? [
          {
            code: "missing-key",
            at: [keys[0]],
            message: `none of ${joinWords(keys, "and")} is written`,
            expected: `one of them`,
            fix,
          },
        ]
      : others.map((key) => ({
          code: "wrong-value",
          at: [key],
          message: `${first} and ${key} are both written`,
          expected: `one of ${joinWords(keys, "and")}`,
          fix: `remove ${first} or ${key}`,
        }));
  };
}

/**
 * Some keys have no place beside another one.
 *
 * In: `refreshFix`: where they belong
 */
export function forbidBeside(key: string, others: readonly string[], fix: string): KeyRule {
  return (_values, written) =>
    written.has(key)
      ? others
          .filter((other) => written.has(other))
          .map((other) => ({
            code: "wrong-value",
            at: [other],
            message: `${other} has no place beside ${key}`,
            expected: `${key} alone`,
            fix,
          }))
      : [];
}

/**
 * Some keys have to be written unless another one is.
 *
 * In: the fields by their keys, not optional
 */
export function requireUnless(key: string, fields: Readonly<Record<string, Field>>): KeyRule {
  return (_values, written) =>
    written.has(key)
      ? []
      : Object.entries(fields)
          .filter(([needed]) => !written.has(needed))
          .map(([needed, field]) => {
            const { allowed, example } = getDescription(field);
            return {
              code: "missing-key",
              at: [needed],
              message: `${needed} is missing`,
              expected: allowed,
              fix: formatWriteFix(needed, example),
            };
          });
}
