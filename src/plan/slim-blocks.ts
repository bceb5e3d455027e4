import { addAll, emptySet, holdsAll, setOf, type BitSet } from "./bit-set";
import type { HourCells, NeedsOf } from "./hour-cells";
import { onlyRow, rowsIn } from "./row-bits";
import type { TimeBlock } from "./time-blocks";

/**
 * The same blocks without hours and rows that others make up for, blocks of few rows first.
 *
 * In:  `worthIt`: whether a block may be left without a row
 * Out: covering all needs; undefined where the blocks do not
 */
export function slimBlocks(
  { needs, allowed }: HourCells,
  needsOf: NeedsOf,
  blocks: readonly TimeBlock[],
  worthIt: (less: TimeBlock, block: TimeBlock) => boolean,
): readonly TimeBlock[] | undefined {
  const all = setOf(
    needs.length,
    needs.map((_, need) => need),
  );
  const covered = blocks.map(needsOf);
  if (!holdsAll(joined(covered, needs.length), all)) return undefined;
  const byRows = blocks
    .map((block, index) => ({ index, rows: rowsIn(block.rows).length }))
    .toSorted((a, b) => a.rows - b.rows);
  const slim = [...blocks];
  for (const { index } of byRows) {
    const block = blocks[index];
    if (block === undefined) continue;
    const others = joined(covered.toSpliced(index, 1), needs.length);
    const suffices = (less: TimeBlock): boolean => {
      const left = needsOf(less);
      addAll(left, others);
      return holdsAll(left, all);
    };
    const less = withoutRows(withoutHours(block, suffices), allowed.length, suffices, worthIt);
    slim[index] = less;
    covered[index] = needsOf(less);
  }
  return slim.filter(({ rows, hours }) => rows !== 0n && hours !== 0);
}

function joined(sets: readonly BitSet[], size: number): BitSet {
  const all = emptySet(size);
  for (const set of sets) addAll(all, set);
  return all;
}

function withoutHours(block: TimeBlock, suffices: (less: TimeBlock) => boolean): TimeBlock {
  let slim = block;
  for (let hour = 23; hour >= 0; hour--) {
    if (((slim.hours >> hour) & 1) === 0) continue;
    const less = { ...slim, hours: slim.hours & ~(1 << hour) };
    if (suffices(less)) slim = less;
  }
  return slim;
}

function withoutRows(
  block: TimeBlock,
  rowCount: number,
  suffices: (less: TimeBlock) => boolean,
  worthIt: (less: TimeBlock, block: TimeBlock) => boolean,
): TimeBlock {
  let slim = block;
  for (let row = 0; row < rowCount; row++) {
    if ((slim.rows & onlyRow(row)) === 0n) continue;
    const less = { ...slim, rows: slim.rows & ~onlyRow(row) };
    if (worthIt(less, slim) && suffices(less)) slim = less;
  }
  return slim;
}
