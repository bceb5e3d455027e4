import { addTo, holds, holdsAll, inBoth, setOf, type BitSet } from "./bit-set";
import type { BlockGround } from "./block-ground";
import { cheapestCover, type Change, type Coverer, type Made } from "./cheapest-cover";
import type { HourCells } from "./hour-cells";
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
  const covered = blocks.map(ground.needsOf);
  const needs = standingNeeds(ground.cells, covered);
  const coversOf = (item: TimeBlock): BitSet => inBoth(ground.needsOf(item), needs);
  const coverers = blocks.flatMap((item, index) => {
    const covers = covered[index];
    if (covers === undefined) return [];
    return [{ item, cost: ground.costOf(item), covers: inBoth(covers, needs) }];
  });
  return cheapestCover(worthwhile(coverers), needs, {
    apart: (a, b) => waysApart(ground, a, b, coversOf),
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

/** Of the needs that stand for each other, the first. In: the needs that each block covers */
function standingNeeds(
  { cuts, needs, requiredCount }: HourCells,
  covered: readonly BitSet[],
): BitSet {
  const all = needs.map((_, need) => need);
  if (all.length <= mostNeeds) return setOf(all.length, all);
  const standing = setOf(all.length, all.slice(0, requiredCount));
  const inHours = new Map<number, number[]>();
  for (const need of all.slice(requiredCount)) {
    const hour = Math.floor((needs[need]?.[0] ?? 0) / (cuts.length - 1));
    const inHour = inHours.get(hour) ?? [];
    inHours.set(hour, inHour);
    const same = (other: number): boolean =>
      covered.every((covers) => holds(covers, need) === holds(covers, other));
    if (inHour.some(same)) continue;
    inHour.push(need);
    addTo(standing, need);
  }
  return standing;
}

/** Without those of which another one covers as much for the same cost. */
function worthwhile(coverers: readonly Coverer<TimeBlock>[]): readonly Coverer<TimeBlock>[] {
  return coverers.filter(
    (a, i) =>
      !coverers.some((b, j) => {
        const covers = i !== j && b.cost <= a.cost && holdsAll(b.covers, a.covers);
        return covers && (j < i || b.cost < a.cost || !holdsAll(a.covers, b.covers));
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
