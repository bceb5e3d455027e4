import { sameLimits } from "./limits";
import type { Segment } from "./timeline";

/**
 * The same step function in as few segments as can be.
 *
 * In:  segments sorted and gapless
 * Out: no two neighbours are equal in limits, because and paused
 */
export function mergeNeighbours(segments: readonly Segment[]): readonly Segment[] {
  const merged: Segment[] = [];
  for (const segment of segments) {
    const last = merged.at(-1);
    if (last !== undefined && saysTheSame(last, segment)) {
      merged[merged.length - 1] = { ...last, to: segment.to };
    } else {
      merged.push(segment);
    }
  }
  return merged;
}

function saysTheSame(a: Segment, b: Segment): boolean {
  return (
    sameLimits(a.limits, b.limits) && a.paused === b.paused && sameLayers(a.because, b.because)
  );
}

function sameLayers(a: readonly string[], b: readonly string[]): boolean {
  return a === b || (a.length === b.length && a.every((layer, index) => layer === b[index]));
}
