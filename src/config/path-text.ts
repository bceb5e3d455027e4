/** One step into a stack file: a key, or the position in a list. */
export type PathKey = string | number;

/**
 * A place in the stack file, as problems print it and `pulumi config set --path` takes it.
 *
 * Out: `endpoints.sentiment.timetable.exceptions[0].use`; a key with other signs than letters, digits,
 *      `_` and `-` in quotes: `endpoints["a.b"]`
 */
export function formatPath(keys: readonly PathKey[]): string {
  return keys.reduce<string>((path, key) => path + formatPathStep(key, path === ""), "");
}

/** One step of a path; `first` steps have no dot in front. */
export function formatPathStep(key: PathKey, first: boolean): string {
  if (typeof key === "number") return `[${key}]`;
  if (!/^[\w-]+$/.test(key)) return `[${JSON.stringify(key)}]`;
  return first ? key : `.${key}`;
}
