/** Groups entries by key, in the order of each group's first entry; no group is empty. */
export function groupBy<T>(entries: readonly T[], toKey: (entry: T) => string): readonly (readonly [T, ...T[]])[] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const entry of entries) {
    const group = groups.get(toKey(entry));
    if (group === undefined) groups.set(toKey(entry), [entry]);
    else group.push(entry);
  }
  return [...groups.values()];
}
