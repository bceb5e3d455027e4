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
  const covered = new Uint16Array(needs.length);
  for (const block of blocks) {
    needsOf(block).forEach((covers, need) => {
      covered[need] = (covered[need] ?? 0) + covers;
    });
  }
  if (covered.includes(0)) return undefined;
  const byRows = blocks
    .map((block, index) => ({ index, rows: rowsIn(block.rows).length }))
    .toSorted((a, b) => a.rows - b.rows);
  const slim = [...blocks];
  for (const { index } of byRows) {
    const block = blocks[index];
    if (block === undefined) continue;
    const inHours = withoutHours(block, needsOf, covered);
    slim[index] = withoutRows(inHours, allowed.length, needsOf, covered, worthIt);
  }
  return slim.filter(({ rows, hours }) => rows !== 0n && hours !== 0);
}

function withoutHours(block: TimeBlock, needsOf: NeedsOf, covered: Uint16Array): TimeBlock {
  let slim = block;
  for (let hour = 23; hour >= 0; hour--) {
    if (((slim.hours >> hour) & 1) === 0) continue;
    const less = { ...slim, hours: slim.hours & ~(1 << hour) };
    if (givesUp(slim, less, needsOf, covered)) slim = less;
  }
  return slim;
}

function withoutRows(
  block: TimeBlock,
  rowCount: number,
  needsOf: NeedsOf,
  covered: Uint16Array,
  worthIt: (less: TimeBlock, block: TimeBlock) => boolean,
): TimeBlock {
  let slim = block;
  for (let row = 0; row < rowCount; row++) {
    if ((slim.rows & onlyRow(row)) === 0n) continue;
    const less = { ...slim, rows: slim.rows & ~onlyRow(row) };
    if (worthIt(less, slim) && givesUp(slim, less, needsOf, covered)) slim = less;
  }
  return slim;
}

/** Whether all needs stay covered; counts them anew where they do. */
function givesUp(
  block: TimeBlock,
  less: TimeBlock,
  needsOf: NeedsOf,
  covered: Uint16Array,
): boolean {
  const [before, after] = [needsOf(block), needsOf(less)];
  const lost = before.some((covers, need) => covers > (after[need] ?? 0) && covered[need] === 1);
  if (lost) return false;
  before.forEach((covers, need) => {
    covered[need] = (covered[need] ?? 0) - (covers - (after[need] ?? 0));
  });
  return true;
}
