import { addNumber, hasNumber, hasAll, intersectSets, toBitSet, type BitSet } from "./bit-set";
import type { BlockContext } from "./block-ground";
import { minCostSetCover, type Change, type Coverer, type Made } from "./cheapest-cover";
import type { HourCells } from "./hour-cells";
import { toRowMask, listRows } from "./row-bits";
import { listLargestBlocks, type TimeBlock } from "./time-blocks";

/** Limits of the search; what is found within them is never wrong, only perhaps not the smallest. */
const maxSteps = 400;
const maxCovers = 8;

/** With more needs than this, needs that the same blocks cover in one hour of one row stand for each other. */
const maxNeeds = 160;

/**
 * What is made of the blocks that cover all needs at the least cost, no two of them bound to fire in one
 * minute.
 *
 * In:  `accept` undefined where minutes cannot be found for blocks
 * Out: undefined where nothing was found within the limits of the search
 */
export function chooseBlocks<R>(
  ground: BlockContext,
  accept: (blocks: readonly TimeBlock[]) => Made<R> | undefined,
): R | undefined {
  const blocks = listLargestBlocks(ground.cells).flatMap((block) => splitByRows(ground, block));
  const covered = blocks.map(ground.needsOf);
  const needs = selectNeeds(ground.cells, covered);
  const coversOf = (item: TimeBlock): BitSet => intersectSets(ground.needsOf(item), needs);
  const coverers = blocks.flatMap((item, index) => {
    const covers = covered[index];
    if (covers === undefined) return [];
    return [{ item, cost: ground.costOf(item), covers: intersectSets(covers, needs) }];
  });
  return minCostSetCover(dropDominated(coverers), needs, {
    apart: (a, b) => listWaysApart(ground, a, b, coversOf),
    accept,
    maxSteps: maxSteps,
    maxCovers: maxCovers,
  });
}

/** The block for some of its rows: fewer may cost fewer dates, and the others stay allowed. */
function splitByRows({ days }: BlockContext, block: TimeBlock): readonly TimeBlock[] {
  if (days.yearClasses.length === 1) return [block];
  const single = listRows(block.rows).map(toRowMask);
  const subsets =
    single.length <= 3
      ? listSubsets(single)
      : [...new Set([...single, ...single.map((row) => block.rows & ~row), block.rows])];
  return subsets.toReversed().map((rows) => ({ ...block, rows }));
}

function listSubsets(single: readonly bigint[]): readonly bigint[] {
  return single
    .reduce<readonly bigint[]>((sets, row) => [...sets, ...sets.map((set) => set | row)], [0n])
    .slice(1);
}

/** Of the needs that stand for each other, the first. In: the needs that each block covers */
function selectNeeds(
  { cuts, needs, requiredCount }: HourCells,
  covered: readonly BitSet[],
): BitSet {
  const all = needs.map((_, need) => need);
  if (all.length <= maxNeeds) return toBitSet(all.length, all);
  const standing = toBitSet(all.length, all.slice(0, requiredCount));
  const inHours = new Map<number, number[]>();
  for (const need of all.slice(requiredCount)) {
    const hour = Math.floor((needs[need]?.[0] ?? 0) / (cuts.length - 1));
    const inHour = inHours.get(hour) ?? [];
    inHours.set(hour, inHour);
    const same = (other: number): boolean =>
      covered.every((covers) => hasNumber(covers, need) === hasNumber(covers, other));
    if (inHour.some(same)) continue;
    inHour.push(need);
    addNumber(standing, need);
  }
  return standing;
}

/** Without those of which another one covers as much for the same cost. */
function dropDominated(coverers: readonly Coverer<TimeBlock>[]): readonly Coverer<TimeBlock>[] {
  return coverers.filter(
    (a, i) =>
      !coverers.some((b, j) => {
        const covers = i !== j && b.cost <= a.cost && hasAll(b.covers, a.covers);
        return covers && (j < i || b.cost < a.cost || !hasAll(a.covers, b.covers));
      }),
  );
}

/**
 * Two blocks with the same required minute of the hour, at whatever hours, cannot both fire in one hour of
 * one row: one of them goes without the shared hours, rows or parts. And what one needs the other one
 * cannot have besides.
 */
function listWaysApart(
  { forcedParts, costOf }: BlockContext,
  a: Coverer<TimeBlock>,
  b: Coverer<TimeBlock>,
  coversOf: (item: TimeBlock) => BitSet,
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
      ].map((item) => ({ from, to: { item, covers: coversOf(item), cost: from.cost } })),
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
