import type { BlockDates, BlockContext } from "./block-ground";
import type { DaySet } from "./day-set";
import { toRowMask } from "./row-bits";
import { findAllowedParts, type TimeBlock } from "./time-blocks";

/**
 * The dates of each block.
 *
 * In:  `besides`: whether a block may fire on days that do not need it, where that makes fewer products;
 *      never where another one would have to fire in the same minute
 * Out: in the order of the blocks
 */
export function chooseBlockDates(
  ground: BlockContext,
  blocks: readonly TimeBlock[],
  besides: boolean,
): readonly BlockDates[] {
  const { daysOf, dates } = ground;
  const chosen = blocks.map(({ rows }) => dates.chosen(daysOf(rows), daysOf(rows)));
  if (!besides) return chosen;
  blocks.forEach((block, index) => {
    const alone = chosen[index];
    if (alone === undefined || alone.products.length === 1) return;
    const others = chosen.filter((_, i) => i !== index && hasClash(ground, block, blocks[i]));
    const wide = dates.chosen(daysOf(block.rows), findAllowedDays(ground, block, others));
    if (wide.products.length < alone.products.length) chosen[index] = wide;
  });
  return chosen;
}

function hasClash(
  { forcedParts }: BlockContext,
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
function findAllowedDays(
  ground: BlockContext,
  block: TimeBlock,
  clashing: readonly BlockDates[],
): DaySet {
  const { rows, cells, daysOf, forcedParts } = ground;
  const allowedRows = rows.reduce((mask, _, row) => {
    const only = toRowMask(row);
    const holds =
      (findAllowedParts(cells.allowed, only, block.hours) & block.parts) === block.parts;
    return holds && forcedParts({ ...block, rows: only }) === 0n ? mask | only : mask;
  }, block.rows);
  return daysOf(allowedRows).map((allowed, word) =>
    clashing.reduce((left, { days }) => left & ~(days[word] ?? 0), allowed),
  );
}
