import { mergeSegments } from "./merge-neighbours";
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
export function applyReadyBefore(
  segments: readonly Segment[],
  leadMinutes: number,
): readonly Segment[] {
  if (leadMinutes === 0) return segments;
  const end = (segments.at(-1)?.to ?? 0) - leadMinutes;
  const edges = listRaisedEdges(segments, leadMinutes, end);
  let [first, beyond] = [0, 0];
  const raised = edges.map((edge, index) => {
    while ((segments[first]?.to ?? Infinity) <= edge) first += 1;
    while ((segments[beyond]?.from ?? Infinity) <= edge + leadMinutes) beyond += 1;
    const { limits, reasons } = findLargestAhead(segments.slice(first, beyond));
    return { from: edge, to: edges[index + 1] ?? end, limits, reasons };
  });
  return mergeSegments(raised);
}

/** Where a segment begins or comes into sight: sorted, none twice, before `endTransition`. */
function listRaisedEdges(
  segments: readonly Segment[],
  leadMinutes: number,
  end: number,
): readonly number[] {
  const start = segments[0]?.from ?? 0;
  const edges = segments.flatMap(({ from }) => [from, Math.max(start, from - leadMinutes)]);
  return [...new Set(edges)].filter((edge) => edge < end).toSorted((a, b) => a - b);
}

/**
 * What holds in the first of the segments when all must be ready for.
 *
 * Out: the layers of a raise are those of the first segment that has the largest min, and of the first
 *      that has the largest max, in the order in which they come
 */
function findLargestAhead(ahead: readonly Segment[]): Pick<Segment, "limits" | "reasons"> {
  const [now] = ahead;
  if (now === undefined) throw new Error("bug: no segment to raise");
  let [most, widest] = [now, now];
  for (const segment of ahead) {
    if (segment.limits.min > most.limits.min) most = segment;
    if (segment.limits.max > widest.limits.max) widest = segment;
  }
  if (most === now && widest === now) return now;
  const raises = (most.from < widest.from ? [most, widest] : [widest, most]).filter(
    (segment) => segment !== now,
  );
  const layers = new Set(raises.flatMap(({ reasons: because }) => because));
  const limits = { min: most.limits.min, max: widest.limits.max };
  return { limits, reasons: [...layers, readyBeforeLayer] };
}
