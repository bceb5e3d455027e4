/** Entries with the same key together; groups by their first entries' order, never empty. */
export function groupBy<T>(
  entries: readonly T[],
  keyOf: (entry: T) => string,
): readonly (readonly [T, ...T[]])[] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const entry of entries) {
    const group = groups.get(keyOf(entry));
    if (group === undefined) groups.set(keyOf(entry), [entry]);
    else group.push(entry);
  }
  return [...groups.values()];
}
