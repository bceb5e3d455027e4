import { cronFields } from "../aws/facts";
import { combineLimits, type Limits, type Override } from "./model";
import { type EpochDay, toDateParts } from "./time";
import { cutSegments, mergeSegments, type Segment } from "./timeline";

/**
 * The interval `[from, to)` in which one layer is active.
 *
 * `order`: place in `reasons`, smallest first. `limits`: absent for an exception that only changes windows.
 */
export interface ActiveSpan {
  readonly from: number;
  readonly to: number;
  readonly order: number;
  readonly layer: string;
  readonly limits?: Limits;
}

export function shiftSpan(span: ActiveSpan, minutes: number): ActiveSpan {
  return { ...span, from: span.from + minutes, to: span.to + minutes };
}

/**
 * Combines the layers that are active at the same time: the largest min and the largest max. If no active
 * layer has limits, the baseline applies.
 * @param spans In any order. They may reach beyond `[from, to)`, which is not empty.
 * @returns Segments sorted and gapless over `[from, to)`. Neighbors differ.
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

/** Lists `from` and each start and end of a span after it, sorted, each once. */
function listEdges(spans: readonly ActiveSpan[], from: number, to: number): readonly number[] {
  const edges = new Set([from]);
  for (const span of spans) {
    if (span.from > from && span.from < to) edges.add(span.from);
    if (span.to > from && span.to < to) edges.add(span.to);
  }
  return [...edges].toSorted((a, b) => a - b);
}

function decideLimits(active: readonly ActiveSpan[], baseline: Limits): Pick<Segment, "limits" | "reasons"> {
  const reasons: string[] = [];
  let limits: Limits | undefined;
  for (const span of active) {
    if (!reasons.includes(span.layer)) reasons.push(span.layer);
    if (span.limits !== undefined) limits = combineLimits(span.limits, limits ?? span.limits);
  }
  return limits === undefined ? { limits: baseline, reasons: [...reasons, "baseline"] } : { limits, reasons };
}

/** Whether AWS can schedule a date. The rule `date-out-of-range` refuses others, and timelines leave them out. */
export function isSchedulable(day: EpochDay): boolean {
  const { year } = toDateParts(day);
  return year >= cronFields.year.min && year <= cronFields.year.max;
}

/** The last of the `reasons` if limits apply early. */
const readyBeforeLayer = "readyBefore";

/**
 * Applies `readyBefore`: each of min and max becomes its largest value from that moment to `leadMinutes`
 * later. So limits rise earlier, fall on time, and never dip for less than the lead.
 * @param segments Sorted and gapless, together longer than the lead.
 * @returns The same without the last `leadMinutes`, whose future is unknown. Neighbors differ.
 */
export function applyReadyBefore(segments: readonly Segment[], leadMinutes: number): readonly Segment[] {
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

/** Lists where a segment begins or comes within the lead: sorted, each once, before `end`. */
function listRaisedEdges(segments: readonly Segment[], leadMinutes: number, end: number): readonly number[] {
  const start = segments[0]?.from ?? 0;
  const edges = segments.flatMap(({ from }) => [from, Math.max(start, from - leadMinutes)]);
  return [...new Set(edges)].filter((edge) => edge < end).toSorted((a, b) => a - b);
}

/** Finds the largest limits of the segments. The reasons are those of the first segment with each. */
function findLargestAhead(ahead: readonly Segment[]): Pick<Segment, "limits" | "reasons"> {
  const [now] = ahead;
  if (now === undefined) throw new Error("bug: no segment to raise");
  let [largestMin, largestMax] = [now, now];
  for (const segment of ahead) {
    if (segment.limits.min > largestMin.limits.min) largestMin = segment;
    if (segment.limits.max > largestMax.limits.max) largestMax = segment;
  }
  if (largestMin === now && largestMax === now) return now;
  const raises = [largestMin, largestMax].filter((segment) => segment !== now).toSorted((a, b) => a.from - b.from);
  const layers = new Set(raises.flatMap(({ reasons }) => reasons));
  const limits = { min: largestMin.limits.min, max: largestMax.limits.max };
  return { limits, reasons: [...layers, readyBeforeLayer] };
}

/** Returns the override, unless it ends before it begins or AWS cannot schedule its dates: rules report both. */
export function getEffectiveOverride(override: Override | undefined): Override | undefined {
  if (override === undefined || override.until <= override.from) return undefined;
  const days = [override.from, override.until - 1].map((at) => Math.floor(at / 1440));
  return days.every(isSchedulable) ? override : undefined;
}

/**
 * Applies the override: exactly its limits in `[from, until)`, whatever other layers say. A pause keeps the
 * limits of the minute before it: nothing fires at `from`, not even a change that is due then.
 * @param segments Sorted and gapless over an interval that contains the override and the minute before it.
 */
export function applyOverride(segments: readonly Segment[], override: Override): readonly Segment[] {
  const [first, last] = [segments[0], segments.at(-1)];
  if (first === undefined || last === undefined) return segments;
  return [
    ...cutSegments(segments, first.from, override.from),
    ...buildOverrideSegments(segments, override),
    ...cutSegments(segments, override.until, last.to),
  ];
}

function buildOverrideSegments(segments: readonly Segment[], override: Override): readonly Segment[] {
  const { from, until: to, use } = override;
  const kind = use === "pause" ? "pause" : "override";
  const reasons = [`${kind} ${override.reason ?? ""}`.trim()];
  if (use !== "pause") return [{ from, to, limits: use, reasons }];
  const [before] = cutSegments(segments, from - 1, from);
  return before === undefined ? [] : [{ from, to, limits: before.limits, reasons, paused: true }];
}
