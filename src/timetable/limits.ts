/** The pair of bounds that Application Auto Scaling keeps the instance count within. Instances, min <= max. */
export interface Limits {
  readonly min: number;
  readonly max: number;
}

/** Whether two pairs are the same pair. */
export function sameLimits(a: Limits, b: Limits): boolean {
  return a.min === b.min && a.max === b.max;
}

/**
 * The limits where several windows are active: the largest min and the largest max.
 *
 * In: at least one pair
 */
export function largest(first: Limits, ...rest: readonly Limits[]): Limits {
  return rest.reduce(
    (join, next) => ({ min: Math.max(join.min, next.min), max: Math.max(join.max, next.max) }),
    { min: first.min, max: first.max },
  );
}
