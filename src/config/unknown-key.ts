import { type Field, descriptionOf, withoutOptional } from "./field";
import type { Finding } from "./field-issue";
import { nearest } from "./nearest";
import { listWords, quoted } from "./user-text";

type Entries = Readonly<Record<string, Field>>;
type MapInput = Readonly<Record<string, unknown>>;

/**
 * What is wrong with a key that a section does not know.
 *
 * In: the section's fields, and everything that is written in it
 */
export function unknownKey(entries: Entries, input: MapInput, key: string): Finding {
  const keys = Object.keys(entries);
  return {
    code: "unknown-key",
    at: [key],
    message: `${quoted(key)} is not a key that is known here`,
    expected: keys.length === 1 ? `the key ${keys.join()}` : `the keys ${listWords(keys, "and")}`,
    fix: fixOf(entries, input, key),
  };
}

/**
 * The key that an unknown one means: what users are known to call it, or the nearest in spelling.
 *
 * Out: undefined when none comes near that is not written yet
 */
export function meantKey(entries: Entries, input: MapInput, key: string): string | undefined {
  const free = Object.keys(entries).filter((known) => !Object.hasOwn(input, known));
  const named = free.find((known) => otherNamesOf(entries[known]).includes(key.toLowerCase()));
  return named ?? nearest(key, free);
}

function otherNamesOf(field: Field | undefined): readonly string[] {
  return field === undefined ? [] : (descriptionOf(field).otherNames ?? []);
}

function fixOf(entries: Entries, input: MapInput, key: string): string {
  const meant = meantKey(entries, input, key);
  if (meant !== undefined) return `write ${meant}`;
  const home = Object.entries(entries).find(([, field]) => hasKey(withoutOptional(field), key));
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
