import type { PathKey } from "../config/path-text";
import { isMap } from "../config/user-text";

/** A file's values after an edit, or the part of the path where no entry can be. */
export type TargetValues = { readonly values: unknown } | { readonly blockedAt: number };

/**
 * Values with one of them set, or removed.
 *
 * In:  `value` undefined to remove
 * Out: maps that are missing on the way are made, lists where a number follows; the same values where
 *      there is nothing to remove
 */
export function setValue(values: unknown, path: readonly PathKey[], value: unknown): TargetValues {
  const [key, ...rest] = path;
  if (key === undefined) return { values: value };
  const present = values ?? (typeof key === "number" ? [] : {});
  if (Array.isArray(present)) return setValueInList(present, key, rest, value);
  if (typeof key === "number" || !isMap(present)) return { blockedAt: rest.length + 1 };
  if (rest.length === 0 && value === undefined) {
    const { [key]: _gone, ...others } = present;
    return { values: Object.hasOwn(present, key) ? others : values };
  }
  const held = Object.hasOwn(present, key) ? present[key] : undefined;
  if (value === undefined && (held === undefined || held === null)) return { values };
  const inner = setValue(held, rest, value);
  return "blockedAt" in inner ? inner : { values: { ...present, [key]: inner.values } };
}

function setValueInList(
  list: readonly unknown[],
  key: PathKey,
  rest: readonly PathKey[],
  value: unknown,
): TargetValues {
  if (typeof key !== "number" || key > list.length) return { blockedAt: rest.length + 1 };
  if (value === undefined && key === list.length) return { values: list };
  if (rest.length === 0 && value === undefined) return { values: list.toSpliced(key, 1) };
  const inner = setValue(list[key], rest, value);
  return "blockedAt" in inner ? inner : { values: list.toSpliced(key, 1, inner.values) };
}
