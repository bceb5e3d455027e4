/**
 * The value of the longest part of a path that is written.
 *
 * In:  `endpoints.a.variant.instanceType`, of which perhaps only `endpoints.a.variant` is written
 * Out: undefined when not even the first key is
 */
export function findDeepestExistingPlace<T>(
  path: string,
  places: ReadonlyMap<string, T>,
): T | undefined {
  for (let end = path.length; end > 0; end -= 1) {
    const next = path[end];
    const place = places.get(path.slice(0, end));
    if (place !== undefined && (next === undefined || next === "." || next === "[")) return place;
  }
  return undefined;
}
