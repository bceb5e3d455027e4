import type { Limits } from "../timetable/limits";

/** Limits as reports write them: `1-4`, and `8` where min and max are the same. */
export function formatLimits({ min, max }: Limits): string {
  return min === max ? String(min) : `${min}-${max}`;
}

/**
 * What differs between two pairs of limits: `min 4 -> 6`, `max 12 -> 8`, `min 4 -> 6, max 12 -> 16`.
 *
 * Out: empty for the same pair
 */
export function formatLimitsChange(before: Limits, after: Limits): string {
  return [
    ...(before.min === after.min ? [] : [`min ${before.min} -> ${after.min}`]),
    ...(before.max === after.max ? [] : [`max ${before.max} -> ${after.max}`]),
  ].join(", ");
}
