import type { BlockGround } from "./block-ground";
import type { DateProduct } from "./date-products";
import type { DaySet, DaySlots } from "./day-slots";
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
  const allowed = Uint8Array.from(daysOf(allowedRows));
  for (const { days } of clashing) {
    days.forEach((held, slot) => {
      if (held === 1) allowed[slot] = 0;
    });
  }
  return allowed;
}

function daysHeld(products: readonly DateProduct[], { slots }: DaySlots): DaySet {
  const held = new Uint8Array(slots.length);
  for (const product of products) {
    const [months, years] = [maskOf(product.months), maskOf(product.yearClasses)];
    const weekdays = "weekdays" in product ? maskOf(product.weekdays) : 0;
    const days = "weekdays" in product ? 0 : maskOf(product.daysOfMonth);
    for (const { index, month, yearClass, weekday, dayOfMonth } of slots) {
      if (((months >>> month) & (years >>> yearClass) & 1) === 0) continue;
      const onDay = dayOfMonth !== undefined && ((days >>> dayOfMonth) & 1) === 1;
      if (onDay || ((weekdays >>> weekday) & 1) === 1) held[index] = 1;
    }
  }
  return held;
}

function maskOf(values: readonly number[]): number {
  return values.reduce((mask, value) => mask | (1 << value), 0);
}
