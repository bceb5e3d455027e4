import type { PathKey } from "../config/path-text";
import type { StackEdit } from "../edit-stack/stack-edit";

/** What to change in a map of the stack file that had the values `old` and is to have the values `now`. */
export function listKeyEdits(
  path: readonly PathKey[],
  old: Readonly<Record<string, unknown>>,
  now: Readonly<Record<string, unknown>>,
): readonly StackEdit[] {
  return [
    ...Object.keys(old)
      .filter((key) => !(key in now))
      .map((key) => ({ path: [...path, key] })),
    ...Object.entries(now)
      .filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(old[key]))
      .map(([key, value]) => ({ path: [...path, key], value })),
  ];
}
