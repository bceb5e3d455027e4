import { combineLimits, type Limits } from "./limits";
import { mergeSegments } from "./merge-neighbours";
import type { Segment } from "./timeline";

/**
 * A stretch `[from, to)` in which one layer is active.
 *
 * `order`: place in `because`, smallest first. `defineLimits`: absent for an exception that only takes
 * windows away or brings others.
 */
export interface ActiveSpan {
  readonly from: number;
  readonly to: number;
  readonly order: number;
  readonly layer: string;
  readonly limits?: Limits;
}

/** The same stretch on another day. */
export function shiftSpan(span: ActiveSpan, minutes: number): ActiveSpan {
  return { ...span, from: span.from + minutes, to: span.to + minutes };
}

/**
 * What layers active at the same time decide together: the largest min and the largest max of those
 * that have limits; the baseline where none has.
 *
 * In:  spans in any order, also beyond `[from, to)`, in the same minutes as `from` and `to`; from < to
 * Out: segments sorted, gapless over `[from, to)`, neighbours differ
 */
export function resolveActiveLayers(
  spans: readonly ActiveSpan[],
  baseline: Limits,
  from: number,
  to: number,
): readonly Segment[] {
  const waiting = spans.toSorted((a, b) => a.from - b.from).values();
  const edges = listEdges(spans, from, to);
  let active: readonly ActiveSpan[] = [];
  let next = waiting.next();
  const segments = edges.map((edge, index) => {
    active = active.filter((span) => span.to > edge);
    const started: ActiveSpan[] = [];
    for (; next.done !== true && next.value.from <= edge; next = waiting.next()) {
      if (next.value.to > edge) started.push(next.value);
    }
    if (started.length > 0) active = [...active, ...started].toSorted((a, b) => a.order - b.order);
    const { limits, reasons } = decideLimits(active, baseline);
    return { from: edge, to: edges[index + 1] ?? to, limits, reasons };
  });
  return mergeSegments(segments);
}

/** `from`, and where something starts or ends within the stretch: sorted, none twice. */
function listEdges(spans: readonly ActiveSpan[], from: number, to: number): readonly number[] {
  const edges = new Set([from]);
  for (const span of spans) {
    if (span.from > from && span.from < to) edges.add(span.from);
    if (span.to > from && span.to < to) edges.add(span.to);
  }
  return [...edges].toSorted((a, b) => a - b);
}

/** In: active layers in their order. */
function decideLimits(
  active: readonly ActiveSpan[],
  baseline: Limits,
): Pick<Segment, "limits" | "reasons"> {
  const reasons: string[] = [];
  let limits: Limits | undefined;
  for (const span of active) {
    if (!reasons.includes(span.layer)) reasons.push(span.layer);
    if (span.limits !== undefined) limits = combineLimits(span.limits, limits ?? span.limits);
  }
  return limits === undefined
    ? { limits: baseline, reasons: [...reasons, "baseline"] }
    : { limits, reasons };
}
