import { cronFields } from "../aws/facts";
import { combineLimits, type Limits, type Override } from "./model";
import { type EpochDay, toDateParts } from "./time";
import { cutSegments, mergeSegments, type Segment } from "./timeline";

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

/**
 * Whether AWS can be told of a date.
 *
 * Timelines leave out other dates, which check `date-out-of-range` refuses: all weeks up to the year
 * 9026 of a slip of the finger would have to be laid out.
 */
export function isSchedulable(day: EpochDay): boolean {
  const { year } = toDateParts(day);
  return year >= cronFields.year.min && year <= cronFields.year.max;
}

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

/**
 * The override that counts.
 *
 * Out: undefined when there is none, when it ends before it begins, and when its dates cannot be
 *      scheduled; checks report the latter two
 */
export function getEffectiveOverride(override: Override | undefined): Override | undefined {
  if (override === undefined || override.until <= override.from) return undefined;
  const days = [override.from, override.until - 1].map((at) => Math.floor(at / 1440));
  return days.every(isSchedulable) ? override : undefined;
}

/**
 * The layer of the override: exactly its limits in `[from, until)`, whatever other layers say.
 *
 * In:  segments sorted and gapless over a stretch that holds the override
 * Out: a pause keeps the limits of the moment at which it begins
 */
export function applyOverride(
  segments: readonly Segment[],
  override: Override,
): readonly Segment[] {
  const [first, last] = [segments[0], segments.at(-1)];
  if (first === undefined || last === undefined) return segments;
  return [
    ...cutSegments(segments, first.from, override.from),
    ...buildOverrideSegments(segments, override),
    ...cutSegments(segments, override.until, last.to),
  ];
}

function buildOverrideSegments(
  segments: readonly Segment[],
  override: Override,
): readonly Segment[] {
  const { from, until: to, use } = override;
  const layer = (kind: string): readonly string[] => [
    [kind, override.reason ?? ""].join(" ").trim(),
  ];
  if (use !== "pause") return [{ from, to, limits: use, reasons: layer("override") }];
  return cutSegments(segments, from, from + 1).map(({ limits }) => ({
    from,
    to,
    limits,
    reasons: layer("pause"),
    paused: true,
  }));
}
