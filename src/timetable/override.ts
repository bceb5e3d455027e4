import type { Override } from "../config/config";
import { isSchedulable } from "./is-schedulable";
import { cutSegments, type Segment } from "./timeline";

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
