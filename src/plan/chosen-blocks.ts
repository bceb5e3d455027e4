import type { BlockGround } from "./block-ground";
import { cheapestCover, type Change, type Coverer, type Made } from "./cheapest-cover";
import { onlyRow, rowsIn } from "./row-bits";
import { largestBlocks, type TimeBlock } from "./time-blocks";

/** Limits of the search; what is found within them is never wrong, only perhaps not the smallest. */
const mostSteps = 400;
const mostCovers = 8;

/** With more needs than this, needs that the same blocks cover in one hour of one row stand for each other. */
const mostNeeds = 160;

/**
 * What is made of the blocks that cover all needs at the least cost, no two of them bound to fire in one
 * minute.
 *
 * In:  `accept` undefined where minutes cannot be found for blocks
 * Out: undefined where nothing was found within the limits of the search
 */
export function chosenBlocks<R>(
  ground: BlockGround,
  accept: (blocks: readonly TimeBlock[]) => Made<R> | undefined,
): R | undefined {
  const blocks = largestBlocks(ground.cells).flatMap((block) => servings(ground, block));
  const needs = standingNeeds(ground, blocks);
  const covererOf = (item: TimeBlock): Coverer<TimeBlock> => {
    const covered = ground.needsOf(item);
    const covers = needs.reduce(
      (mask, need, bit) => (covered[need] === 1 ? mask | onlyRow(bit) : mask),
      0n,
    );
    return { item, cost: ground.costOf(item), covers };
  };
  return cheapestCover(worthwhile(blocks.map(covererOf)), onlyRow(needs.length) - 1n, {
    apart: (a, b) => waysApart(ground, a, b, covererOf),
    accept,
    mostSteps,
    mostCovers,
  });
}

/** The block for some of its rows: fewer may cost fewer dates, and the others stay allowed. */
function servings({ days }: BlockGround, block: TimeBlock): readonly TimeBlock[] {
  if (days.yearClasses.length === 1) return [block];
  const single = rowsIn(block.rows).map(onlyRow);
  const subsets =
    single.length <= 3
      ? subsetsOf(single)
      : [...new Set([...single, ...single.map((row) => block.rows & ~row), block.rows])];
  return subsets.toReversed().map((rows) => ({ ...block, rows }));
}

function subsetsOf(single: readonly bigint[]): readonly bigint[] {
  return single
    .reduce<readonly bigint[]>((sets, row) => [...sets, ...sets.map((set) => set | row)], [0n])
    .slice(1);
}

function standingNeeds(
  { cells, needsOf }: BlockGround,
  blocks: readonly TimeBlock[],
): readonly number[] {
  const all = cells.needs.map((_, need) => need);
  if (all.length <= mostNeeds) return all;
  const by = new Array<bigint>(all.length).fill(0n);
  blocks.forEach((block, index) => {
    needsOf(block).forEach((covers, need) => {
      if (covers === 1) by[need] = (by[need] ?? 0n) | onlyRow(index);
    });
  });
  const parts = cells.cuts.length - 1;
  const standing = new Map<string, number>();
  for (const need of all.toReversed()) {
    const hour = Math.floor((cells.needs[need]?.[0] ?? 0) / parts);
    standing.set(need < cells.requiredCount ? `${need}` : `${hour}/${by[need]}`, need);
  }
  return [...standing.values()].toSorted((a, b) => a - b);
}

/** Without those of which another one covers as much for the same cost. */
function worthwhile(coverers: readonly Coverer<TimeBlock>[]): readonly Coverer<TimeBlock>[] {
  return coverers.filter(
    (a, i) =>
      !coverers.some((b, j) => {
        const covers = i !== j && (a.covers & b.covers) === a.covers && b.cost <= a.cost;
        return covers && (a.covers !== b.covers || b.cost < a.cost || j < i);
      }),
  );
}

/**
 * Two blocks with the same required minute of the hour, at whatever hours, cannot both fire in one hour of
 * one row: one of them goes without the shared hours, rows or parts. And what one needs the other one
 * cannot have besides.
 */
function waysApart(
  { forcedParts, costOf }: BlockGround,
  a: Coverer<TimeBlock>,
  b: Coverer<TimeBlock>,
  covererOf: (item: TimeBlock) => Coverer<TimeBlock>,
): readonly Change<TimeBlock>[] | undefined {
  const [rows, hours] = [a.item.rows & b.item.rows, a.item.hours & b.item.hours];
  if (hours === 0) return undefined;
  const parts = forcedParts(a.item) & forcedParts(b.item);
  if (parts === 0n) return undefined;
  if (rows !== 0n) {
    return [a, b].flatMap((from) =>
      [
        { ...from.item, hours: from.item.hours & ~hours },
        { ...from.item, rows: from.item.rows & ~rows },
        { ...from.item, parts: from.item.parts & ~parts },
      ].map((item) => ({ from, to: { ...covererOf(item), cost: from.cost } })),
    );
  }
  const besides = [a, b].find(
    (one) => (one.item.allowedRows & (one === a ? b : a).item.rows) !== 0n,
  );
  if (besides === undefined) return undefined;
  const taken = (besides === a ? b : a).item.rows;
  const item = { ...besides.item, allowedRows: besides.item.allowedRows & ~taken };
  return [{ from: besides, to: { ...besides, item, cost: costOf(item) } }];
}
