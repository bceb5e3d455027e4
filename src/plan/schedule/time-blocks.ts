import { addAll, type BitSet, createBitSet, hasAll, listRows, toBitSet, toRowMask } from "./bit-set";
import type { HourCells, NeedsFinder } from "./hour-cells";

/** The minutes of the day at which an action fires: `minutes` 0-59 in each of `hours` 0-23. Sorted, not empty. */
export interface TimeProduct {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
}

/**
 * Firings of one action: the same parts of the hour in the same hours on some rows, as bits.
 *
 * `rows`: those that need it. `allowedRows`: those on which it may fire. `parts`: of `HourCells.cuts`.
 */
export interface TimeBlock {
  readonly rows: bigint;
  readonly allowedRows: bigint;
  readonly hours: number;
  readonly parts: bigint;
}

const maxPartSets = 160;

/** For one set of parts. */
const maxHourSets = 24;

/** Lists the blocks that cannot grow, in rows, hours or parts. */
export function listLargestBlocks({ allowed }: HourCells): readonly TimeBlock[] {
  const masks = [...new Set(allowed.flat())].filter((mask) => mask !== 0n);
  const blocks = new Map<string, TimeBlock>();
  for (const parts of listIntersections(masks, maxPartSets, (a, b) => a & b, 0n)) {
    const within = new Set(masks.filter((mask) => (mask & parts) === parts));
    const hoursOf = allowed.map((row) => selectHours(row, (mask) => within.has(mask)));
    const distinct = [...new Set(hoursOf)].filter((hours) => hours !== 0);
    for (const hours of listIntersections(distinct, maxHourSets, (a, b) => a & b, 0)) {
      const rows = selectRows(hoursOf, hours);
      const block = { rows, allowedRows: rows, hours, parts: findAllowedParts(allowed, rows, hours) };
      blocks.set(`${rows}/${hours}/${block.parts}`, block);
    }
  }
  return [...blocks.values()];
}

/** Lists each row by itself, hours with the same parts together: such blocks never fire in one minute. */
export function listSeparateBlocks({ allowed }: HourCells): readonly TimeBlock[] {
  return allowed.flatMap((row, index) => {
    const rows = toRowMask(index);
    return [...new Set(row)]
      .filter((parts) => parts !== 0n)
      .map((parts) => {
        const hours = selectHours(row, (mask) => mask === parts);
        return { rows, allowedRows: rows, hours, parts };
      });
  });
}

/** Finds the parts that are allowed in each of the hours on each of the rows. */
export function findAllowedParts(allowed: HourCells["allowed"], rows: bigint, hours: number): bigint {
  let parts = -1n;
  allowed.forEach((row, index) => {
    if ((rows & toRowMask(index)) === 0n) return;
    row.forEach((mask, hour) => {
      if (((hours >> hour) & 1) === 1) parts &= mask;
    });
  });
  return parts;
}

function selectHours(row: readonly bigint[], holds: (mask: bigint) => boolean): number {
  return row.reduce((hours, mask, hour) => (holds(mask) ? hours | (1 << hour) : hours), 0);
}

function selectRows(hoursOf: readonly number[], hours: number): bigint {
  return hoursOf.reduce((rows, of, row) => ((of & hours) === hours ? rows | toRowMask(row) : rows), 0n);
}

/** Closed under `and`, as far as `most` reaches. */
function listIntersections<T>(sets: readonly T[], most: number, and: (a: T, b: T) => T, none: T): readonly T[] {
  const found = new Set(sets);
  for (const a of found) {
    for (const b of sets) {
      if (found.size >= most) return [...found];
      const both = and(a, b);
      if (both !== none) found.add(both);
    }
  }
  return [...found];
}

/**
 * Removes hours and rows that other blocks cover, from blocks of few rows first.
 * @param worthIt Whether a block may lose a row.
 * @returns undefined if the blocks do not cover all needs.
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
