import { isEqualLimits } from "./limits";
import type { Segment } from "./timeline";

/**
 * The same step function in as few segments as can be.
 *
 * In:  segments sorted and gapless
 * Out: no two neighbours are equal in limits, because and paused
 */
export function mergeSegments(segments: readonly Segment[]): readonly Segment[] {
  const merged: Segment[] = [];
  for (const segment of segments) {
    const last = merged.at(-1);
    if (last !== undefined && isEqualSegment(last, segment)) {
      merged[merged.length - 1] = { ...last, to: segment.to };
    } else {
      merged.push(segment);
    }
  }
  return merged;
}

function isEqualSegment(a: Segment, b: Segment): boolean {
  return (
    isEqualLimits(a.limits, b.limits) &&
    a.paused === b.paused &&
    isEqualLayers(a.reasons, b.reasons)
  );
}

function isEqualLayers(a: readonly string[], b: readonly string[]): boolean {
  return a === b || (a.length === b.length && a.every((layer, index) => layer === b[index]));
}
