import { mergeNeighbours } from "./merge-neighbours";
import type { Segment } from "./timeline";

/** The last entry of `because` where limits hold early. */
const readyBeforeLayer = "readyBefore";

/**
 * The layer of `readyBefore`: at each moment min and max are, each by itself, the largest of that moment
 * and the `leadMinutes` after it. So raises come earlier, lowerings stay, and a dip shorter than the
 * lead is filled.
 *
 * In:  segments sorted and gapless, together longer than the lead
 * Out: the same without the last `leadMinutes`, whose future is not known; neighbours differ
 */
export function raiseEarlier(
  segments: readonly Segment[],
  leadMinutes: number,
): readonly Segment[] {
  if (leadMinutes === 0) return segments;
  const end = (segments.at(-1)?.to ?? 0) - leadMinutes;
  const edges = raisedEdges(segments, leadMinutes, end);
  let [first, beyond] = [0, 0];
  const raised = edges.map((edge, index) => {
    while ((segments[first]?.to ?? Infinity) <= edge) first += 1;
    while ((segments[beyond]?.from ?? Infinity) <= edge + leadMinutes) beyond += 1;
    const [now, ...coming] = segments.slice(first, beyond);
    if (now === undefined) throw new Error(`bug: no segment at minute ${edge}`);
    return { ...largestOf(now, coming), from: edge, to: edges[index + 1] ?? end };
  });
  return mergeNeighbours(raised);
}

/** Where a segment begins or comes into sight: sorted, none twice, before `end`. */
function raisedEdges(
  segments: readonly Segment[],
  leadMinutes: number,
  end: number,
): readonly number[] {
  const start = segments[0]?.from ?? 0;
  const edges = segments.flatMap(({ from }) => [from, Math.max(start, from - leadMinutes)]);
  return [...new Set(edges)].filter((edge) => edge < end).toSorted((a, b) => a - b);
}

/** The layers of a raise are those of the first segment that has the larger min, and of the first with the larger max. */
function largestOf(now: Segment, coming: readonly Segment[]): Segment {
  const min = Math.max(now.limits.min, ...coming.map(({ limits }) => limits.min));
  const max = Math.max(now.limits.max, ...coming.map(({ limits }) => limits.max));
  const minFrom = min === now.limits.min ? undefined : coming.find((s) => s.limits.min === min);
  const maxFrom = max === now.limits.max ? undefined : coming.find((s) => s.limits.max === max);
  const raises = coming.filter((segment) => segment === minFrom || segment === maxFrom);
  if (raises.length === 0) return now;
  const layers = raises.flatMap(({ because }) => because);
  return { ...now, limits: { min, max }, because: [...new Set(layers), readyBeforeLayer] };
}
