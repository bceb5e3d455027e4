import type { Limits } from "../config/config";

export type { Limits } from "../config/config";

/** Whether two pairs are the same pair. */
export function isEqualLimits(a: Limits, b: Limits): boolean {
  return a.min === b.min && a.max === b.max;
}

/** The limits where two windows are active: the largest min and the largest max. */
export function combineLimits(a: Limits, b: Limits): Limits {
  return { min: Math.max(a.min, b.min), max: Math.max(a.max, b.max) };
}
