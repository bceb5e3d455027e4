/** Minutes or days `[from, to)`. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

/**
 * The same moments in as few stretches as can be.
 *
 * In:  any order, overlapping or not; empty and backward ones count as nothing
 * Out: sorted, with a gap between neighbours
 */
export function mergeIntervals(stretches: readonly Interval[]): readonly Interval[] {
  const joined: Interval[] = [];
  for (const { from, to } of stretches.toSorted((a, b) => a.from - b.from)) {
    if (to <= from) continue;
    const last = joined.at(-1);
    if (last !== undefined && from <= last.to) {
      joined[joined.length - 1] = { from: last.from, to: Math.max(last.to, to) };
    } else {
      joined.push({ from, to });
    }
  }
  return joined;
}
