/** Names to values. */
export type Named<T> = Readonly<Record<string, T>>;

/** The map with one value set. */
export function setEntry<T>(map: Named<T>, name: string, value: T): Named<T> {
  return { ...map, [name]: value };
}

/** The map without the names that `createExpiredProblem` answers true for. */
export function removeEntries<T>(map: Named<T>, gone: (name: string) => boolean): Named<T> {
  return Object.fromEntries(Object.entries(map).filter(([name]) => !gone(name)));
}
