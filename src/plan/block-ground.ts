import type { DateProduct } from "./date-products";
import { holds, type BitSet } from "./bit-set";
import { joinedDays, type DaySet } from "./day-set";
import type { DaySlots } from "./day-slots";
import { hourCells, needsFinder, type HourCells, type NeedsOf } from "./hour-cells";
import type { LimitsRow } from "./limits-rows";
import { onlyRow, rowsIn } from "./row-bits";
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
export interface BlockGround {
  readonly days: DaySlots;
  readonly rows: readonly LimitsRow[];
  readonly every: number | "never";
  readonly dates: Dates;
  readonly cells: HourCells;
  readonly needsOf: NeedsOf;
  /** The days of rows, as bits. */
  readonly daysOf: (rows: bigint) => DaySet;
  /** About how many actions a block takes. */
  readonly costOf: (block: TimeBlock) => number;
  /** The parts of a block in which a firing is required, in some hour on some row it serves. */
  readonly forcedParts: (block: TimeBlock) => bigint;
}

/** Remembers what it is asked for. */
export function blockGround(
  days: DaySlots,
  rows: readonly LimitsRow[],
  every: number | "never",
  dates: Dates,
): BlockGround {
  const cells = hourCells(rows, every);
  const needsOf = needsFinder(cells);
  const daysOf = remembered((mask: bigint) =>
    joinedDays(
      days,
      rowsIn(mask).flatMap((row) => rows[row]?.days ?? []),
    ),
  );
  const dated = days.slots.some((slot) => slot.day !== undefined);
  const counts = remembered((served: bigint) =>
    remembered((allowed: bigint) => dates.count(daysOf(served), daysOf(allowed))),
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
    forcedParts: remembered((block: TimeBlock) =>
      every === 1 ? block.parts : requiredParts(cells, needsOf(block)),
    ),
  };
}

function requiredParts({ cuts, needs, requiredCount }: HourCells, covered: BitSet): bigint {
  let parts = 0n;
  for (let need = 0; need < requiredCount; need++) {
    if (holds(covered, need)) parts |= onlyRow((needs[need]?.[0] ?? 0) % (cuts.length - 1));
  }
  return parts;
}

function remembered<K, V>(of: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    const value = known.get(key) ?? of(key);
    known.set(key, value);
    return value;
  };
}
