import { addAll, createBitSet, hasAll, toBitSet, type BitSet } from "./bit-set";
import type { HourCells, NeedsFinder } from "./hour-cells";
import { toRowMask, listRows } from "./row-bits";
import type { TimeBlock } from "./time-blocks";

/**
 * The same blocks without hours and rows that others make up for, blocks of few rows first.
 *
 * In:  `worthIt`: whether a block may be left without a row
 * Out: covering all needs; undefined where the blocks do not
 */
export function pruneBlocks(
  { needs, allowed }: HourCells,
  needsOf: NeedsFinder,
  blocks: readonly TimeBlock[],
  worthIt: (less: TimeBlock, block: TimeBlock) => boolean,
): readonly TimeBlock[] | undefined {
  const all = toBitSet(
    needs.length,
    needs.map((_, need) => need),
  );
  const covered = blocks.map(needsOf);
  if (!hasAll(uniteSets(covered, needs.length), all)) return undefined;
  const byRows = blocks
    .map((block, index) => ({ index, rows: listRows(block.rows).length }))
    .toSorted((a, b) => a.rows - b.rows);
  const slim = [...blocks];
  for (const { index } of byRows) {
    const block = blocks[index];
    if (block === undefined) continue;
    const others = uniteSets(covered.toSpliced(index, 1), needs.length);
    const suffices = (less: TimeBlock): boolean => {
      const left = needsOf(less);
      addAll(left, others);
      return hasAll(left, all);
    };
    const less = removeRows(removeHours(block, suffices), allowed.length, suffices, worthIt);
    slim[index] = less;
    covered[index] = needsOf(less);
  }
  return slim.filter(({ rows, hours }) => rows !== 0n && hours !== 0);
}

function uniteSets(sets: readonly BitSet[], size: number): BitSet {
  const all = createBitSet(size);
  for (const set of sets) addAll(all, set);
  return all;
}

function removeHours(block: TimeBlock, suffices: (less: TimeBlock) => boolean): TimeBlock {
  let slim = block;
  for (let hour = 23; hour >= 0; hour--) {
    if (((slim.hours >> hour) & 1) === 0) continue;
    const less = { ...slim, hours: slim.hours & ~(1 << hour) };
    if (suffices(less)) slim = less;
  }
  return slim;
}

function removeRows(
  block: TimeBlock,
  rowCount: number,
  suffices: (less: TimeBlock) => boolean,
  worthIt: (less: TimeBlock, block: TimeBlock) => boolean,
): TimeBlock {
  let slim = block;
  for (let row = 0; row < rowCount; row++) {
    if ((slim.rows & toRowMask(row)) === 0n) continue;
    const less = { ...slim, rows: slim.rows & ~toRowMask(row) };
    if (worthIt(less, slim) && suffices(less)) slim = less;
  }
  return slim;
}
