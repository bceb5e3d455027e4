import type { DateProduct } from "./date-products";
import { hasNumber, type BitSet } from "./bit-set";
import { joinDays, type DaySet } from "./day-set";
import type { DaySlots } from "./day-slots";
import { buildHourCells, createNeedsFinder, type HourCells, type NeedsFinder } from "./hour-cells";
import type { LimitsRow } from "./limits-rows";
import { toRowMask, listRows } from "./row-bits";
import type { TimeBlock } from "./time-blocks";

/** When a block fires: the products of its dates, and the days that they hold. */
export interface BlockDates {
  readonly products: readonly DateProduct[];
  readonly days: DaySet;
}

/** The dates for days that need a firing, if one does no harm on some days more; and about how many they are. */
export interface Dates {
  readonly count: (required: DaySet, allowed: DaySet) => number;
  readonly chosen: (required: DaySet, allowed: DaySet) => BlockDates;
}

/** What blocks of one pair of limits are chosen on. */
export interface BlockContext {
  readonly days: DaySlots;
  readonly rows: readonly LimitsRow[];
  readonly every: number | "never";
  readonly dates: Dates;
  readonly cells: HourCells;
  readonly needsOf: NeedsFinder;
  /** The days of rows, as bits. */
  readonly daysOf: (rows: bigint) => DaySet;
  /** About how many actions a block takes. */
  readonly costOf: (block: TimeBlock) => number;
  /** The parts of a block in which a firing is required, in some hour on some row it serves. */
  readonly forcedParts: (block: TimeBlock) => bigint;
}

/** Remembers what it is asked for. */
export function createBlockContext(
  days: DaySlots,
  rows: readonly LimitsRow[],
  every: number | "never",
  dates: Dates,
): BlockContext {
  const cells = buildHourCells(rows, every);
  const needsOf = createNeedsFinder(cells);
  const daysOf = memoize((mask: bigint) =>
    joinDays(
      days,
      listRows(mask).flatMap((row) => rows[row]?.days ?? []),
    ),
  );
  const dated = days.slots.some((slot) => slot.day !== undefined);
  const counts = memoize((served: bigint) =>
    memoize((allowed: bigint) => dates.count(daysOf(served), daysOf(allowed))),
  );
  return {
    days,
    rows,
    every,
    dates,
    cells,
    needsOf,
    daysOf,
    // Any set of weekdays is one product.
    costOf: (block) => (dated ? counts(block.rows)(block.allowedRows) : 1),
    forcedParts: memoize((block: TimeBlock) =>
      every === 1 ? block.parts : findRequiredParts(cells, needsOf(block)),
    ),
  };
}

function findRequiredParts({ cuts, needs, requiredCount }: HourCells, covered: BitSet): bigint {
  let parts = 0n;
  for (let need = 0; need < requiredCount; need++) {
    if (hasNumber(covered, need)) parts |= toRowMask((needs[need]?.[0] ?? 0) % (cuts.length - 1));
  }
  return parts;
}

function memoize<K, V>(of: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    const value = known.get(key) ?? of(key);
    known.set(key, value);
    return value;
  };
}
