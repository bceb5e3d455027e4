import { type Field, getDescription, unwrapOptional } from "./field";
import type { FieldProblem } from "./field-issue";
import { findClosestMatch } from "./nearest";
import { joinWords, quoteValue } from "./user-text";

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
