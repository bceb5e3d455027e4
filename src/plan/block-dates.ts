import type { BlockGround } from "./block-ground";
import type { DateProduct } from "./date-products";
import { noDays, type DaySet } from "./day-set";
import type { DaySlots } from "./day-slots";
import { onlyRow } from "./row-bits";
import { partsOf, type TimeBlock } from "./time-blocks";

/** When a block fires: the products of its dates, and the days that they hold. */
export interface BlockDates {
  readonly products: readonly DateProduct[];
  readonly days: DaySet;
}

/**
 * The dates of each block.
 *
 * In:  `besides`: whether a block may fire on days that do not need it, where that makes fewer products;
 *      never where another one would have to fire in the same minute
 * Out: in the order of the blocks
 */
export function blockDates(
  ground: BlockGround,
  blocks: readonly TimeBlock[],
  besides: boolean,
): readonly BlockDates[] {
  const { daysOf, dates, days } = ground;
  const made = (required: DaySet, allowed: DaySet): BlockDates => {
    const products = dates.products(required, allowed);
    return { products, days: daysHeld(products, days) };
  };
  const chosen = blocks.map(({ rows }) => made(daysOf(rows), daysOf(rows)));
  if (!besides) return chosen;
  blocks.forEach((block, index) => {
    const alone = chosen[index];
    if (alone === undefined || alone.products.length === 1) return;
    const others = chosen.filter((_, i) => i !== index && clash(ground, block, blocks[i]));
    const wide = made(daysOf(block.rows), allowedDays(ground, block, others));
    if (wide.products.length < alone.products.length) chosen[index] = wide;
  });
  return chosen;
}

function clash(
  { forcedParts }: BlockGround,
  block: TimeBlock,
  other: TimeBlock | undefined,
): boolean {
  return (
    other !== undefined &&
    (block.hours & other.hours) !== 0 &&
    (forcedParts(block) & forcedParts(other)) !== 0n
  );
}

/** The days on which the limits hold whenever the block fires and nothing fires that it would clash with. */
function allowedDays(
  ground: BlockGround,
  block: TimeBlock,
  clashing: readonly BlockDates[],
): DaySet {
  const { rows, cells, daysOf, forcedParts } = ground;
  const allowedRows = rows.reduce((mask, _, row) => {
    const only = onlyRow(row);
    const holds = (partsOf(cells.allowed, only, block.hours) & block.parts) === block.parts;
    const needed = forcedParts({ ...block, rows: only }) !== 0n;
    return holds && !needed ? mask | only : mask;
  }, block.rows);
  return daysOf(allowedRows).map((allowed, word) =>
    clashing.reduce((left, { days }) => left & ~(days[word] ?? 0), allowed),
  );
}

function daysHeld(products: readonly DateProduct[], days: DaySlots): DaySet {
  const held = noDays(days);
  for (const product of products) {
    const dayMask = "weekdays" in product ? 0 : maskOf(product.daysOfMonth);
    const weekdays = "weekdays" in product ? product.weekdays : [];
    for (const yearClass of product.yearClasses) {
      for (const month of product.months) {
        const word = yearClass * 12 + month;
        const onWeekdays = weekdays.map((weekday) => days.onWeekday[word * 7 + weekday] ?? 0);
        held[word] = onWeekdays.reduce((mask, more) => mask | more, (held[word] ?? 0) | dayMask);
      }
    }
  }
  return held;
}

function maskOf(daysOfMonth: readonly number[]): number {
  return daysOfMonth.reduce((mask, day) => mask | (1 << (day - 1)), 0);
}
