/**
 * The minutes of the day at which one scheduled action fires: each of `formatMinutes` in each of `hours`.
 *
 * Both sorted, without repeats, not empty; `formatMinutes` 0-59, `hours` 0-23.
 */
export interface TimeProduct {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
}
