import type { DateProduct } from "./date-products";
import type { TimeProduct } from "./day-minutes";
import type { HeldLimits } from "./limits-hours";

/** What becomes one action: it sets `held.limits` at each of `times` on each of `dates`. */
export interface Firing {
  readonly held: HeldLimits;
  readonly times: TimeProduct;
  readonly dates: DateProduct;
  /** The sets of layers that decide when it fires, for its name. */
  readonly reasons: readonly (readonly string[])[];
  /** Whether it only repeats limits that are set already. */
  readonly repeats: boolean;
}
