import { addNumber, type BitSet, hasAll, hasNumber, intersectSets, listRows, toBitSet, toRowMask } from "./bit-set";
import type { DateProduct } from "./date-products";
import type { LimitsRow } from "./day-profiles";
import { type DaySet, type DaySlots, joinDays } from "./day-slots";
import { buildHourCells, createNeedsFinder, type HourCells, type NeedsFinder } from "./hour-cells";
import { type Change, type Coverer, findMinCostSetCover, type Made } from "./min-cost-set-cover";
import { listLargestBlocks, type TimeBlock } from "./time-blocks";

/** The dates on which a block fires, and the days that they hold. */
export interface BlockDates {
  readonly products: readonly DateProduct[];
  readonly days: DaySet;
}

/** Counts or chooses the dates for required days that may also fire on allowed ones. The count is an estimate. */
export interface Dates {
  readonly count: (required: DaySet, allowed: DaySet) => number;
  readonly chosen: (required: DaySet, allowed: DaySet) => BlockDates;
}

/** What the search for blocks of one pair of limits uses. */
export interface BlockContext {
  readonly days: DaySlots;
  readonly rows: readonly LimitsRow[];
  readonly every: number | "never";
  readonly dates: Dates;
  readonly cells: HourCells;
  readonly needsOf: NeedsFinder;
  readonly daysOf: (rows: bigint) => DaySet;
  /** Estimates the actions that a block takes. */
  readonly costOf: (block: TimeBlock) => number;
  /** The parts of a block in which a firing is required, in some hour on some of its rows. */
  readonly forcedParts: (block: TimeBlock) => bigint;
}

/** Creates the context. Its functions cache their results. */
export function createBlockContext(
  days: DaySlots,
  rows: readonly LimitsRow[],
  every: number | "never",
  dates: Dates,
): BlockContext {
  const cells = buildHourCells(rows, every);
  const needsOf = createNeedsFinder(cells);
  const daysOf = memoize((mask: bigint) =>
    joinDays(
      days,
      listRows(mask).flatMap((row) => rows[row]?.days ?? []),
    ),
  );
  const dated = days.slots.some((slot) => slot.day !== undefined);
  const counts = memoize((served: bigint) =>
    memoize((allowed: bigint) => dates.count(daysOf(served), daysOf(allowed))),
  );
  return {
    days,
    rows,
    every,
    dates,
    cells,
    needsOf,
    daysOf,
    // Any set of weekdays is one product.
    costOf: (block) => (dated ? counts(block.rows)(block.allowedRows) : 1),
    forcedParts: memoize((block: TimeBlock) => (every === 1 ? block.parts : findRequiredParts(cells, needsOf(block)))),
  };
}

function findRequiredParts({ cuts, needs, requiredCount }: HourCells, covered: BitSet): bigint {
  let parts = 0n;
  for (let need = 0; need < requiredCount; need++) {
    if (hasNumber(covered, need)) parts |= toRowMask((needs[need]?.[0] ?? 0) % (cuts.length - 1));
  }
  return parts;
}

function memoize<K, V>(of: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    const value = known.get(key) ?? of(key);
    known.set(key, value);
    return value;
  };
}

/** Limits of the search. A result within them is right, but may not be the smallest. */
const maxSteps = 400;
const maxCovers = 8;

/** Above this, one need replaces all that the same blocks cover in one hour of one row. */
const maxNeeds = 160;

/**
 * Chooses the blocks that cover all needs at the least cost, no two of which must fire in one minute.
 * @param accept Returns undefined if the blocks have no minutes.
 * @returns undefined if the search finds nothing within its limits.
 */
export function chooseBlocks<R>(
  ground: BlockContext,
  accept: (blocks: readonly TimeBlock[]) => Made<R> | undefined,
): R | undefined {
  const blocks = listLargestBlocks(ground.cells).flatMap((block) => splitByRows(ground, block));
  const covered = blocks.map(ground.needsOf);
  const needs = selectNeeds(ground.cells, covered);
  const listCovers = (item: TimeBlock): BitSet => intersectSets(ground.needsOf(item), needs);
  const coverers = blocks.flatMap((item, index) => {
    const covers = covered[index];
    if (covers === undefined) return [];
    return [{ item, cost: ground.costOf(item), covers: intersectSets(covers, needs) }];
  });
  return findMinCostSetCover(dropDominated(coverers), needs, {
    apart: (a, b) => listWaysApart(ground, a, b, listCovers),
    accept,
    maxSteps: maxSteps,
    maxCovers: maxCovers,
  });
}

/** Splits a block by its rows: fewer may cost fewer dates, and the others stay allowed. */
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
  return single.reduce<readonly bigint[]>((sets, row) => [...sets, ...sets.map((set) => set | row)], [0n]).slice(1);
}

/** Selects the first of the needs that the same blocks cover. */
function selectNeeds({ cuts, needs, requiredCount }: HourCells, covered: readonly BitSet[]): BitSet {
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

/** Drops coverers if another covers as much for the same cost. */
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
 * Two blocks with the same required minute cannot both fire in one hour of one row, so one of them loses the
 * shared hours, rows or parts. It cannot fire on other rows in the parts that the other one requires either.
 */
function listWaysApart(
  { forcedParts, costOf }: BlockContext,
  a: Coverer<TimeBlock>,
  b: Coverer<TimeBlock>,
  listCovers: (item: TimeBlock) => BitSet,
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
      ].map((item) => ({ from, to: { item, covers: listCovers(item), cost: from.cost } })),
    );
  }
  const besides = [a, b].find((one) => (one.item.allowedRows & (one === a ? b : a).item.rows) !== 0n);
  if (besides === undefined) return undefined;
  const taken = (besides === a ? b : a).item.rows;
  const item = { ...besides.item, allowedRows: besides.item.allowedRows & ~taken };
  return [{ from: besides, to: { ...besides, item, cost: costOf(item) } }];
}
