/** Each of `months` (0-11) in each of `yearClasses`. Both sorted, not empty. */
export interface MonthBlock {
  readonly months: readonly number[];
  readonly yearClasses: readonly number[];
}

/**
 * Finds few disjoint blocks that hold exactly the given months: one for each run of years, with all its months.
 * @param years For each month, a mask of the year classes that need it.
 */
export function findMonthBlocks(years: readonly number[]): readonly MonthBlock[] {
  const runs = findRuns(years);
  const parts = new Map(runs.map((run) => [run, [] as number[]]));
  years.forEach((mask, month) => {
    for (const run of findPartition(mask, runs) ?? []) parts.get(run)?.push(month);
  });
  return [...parts]
    .filter(([, months]) => months.length > 0)
    .map(([run, months]) => ({ months, yearClasses: listBits(run) }));
}

/** Counts the blocks of `findMonthBlocks`. */
export function countMonthBlocks(years: readonly number[]): number {
  return findRuns(years).length;
}

/** Few runs of years that make up each mask. */
function findRuns(years: readonly number[]): readonly number[] {
  const masks = years.filter((mask, month) => mask !== 0 && years.indexOf(mask) === month);
  let runs = masks.flatMap(splitRuns);
  runs = runs.filter((run, index) => runs.indexOf(run) === index).toSorted((a, b) => b - a);
  if (runs.length < 3) return runs;
  for (const run of runs) {
    const rest = runs.filter((other) => other !== run);
    const madeUp = (mask: number): boolean => (run & ~mask) !== 0 || findPartition(mask, rest) !== undefined;
    if (masks.every(madeUp)) runs = rest;
  }
  return runs;
}

/** The indexes of the bits that are set, lowest first. */
export function listBits(mask: number): readonly number[] {
  const bits: number[] = [];
  for (let rest = mask; rest !== 0; rest &= rest - 1) bits.push(31 - Math.clz32(rest & -rest));
  return bits;
}

/** The runs of consecutive bits of a mask, each as a mask. */
function splitRuns(mask: number): readonly number[] {
  const runs: number[] = [];
  let run = 0;
  for (let bit = 0; mask >>> bit !== 0; bit++) {
    if (((mask >>> bit) & 1) === 1) run |= 1 << bit;
    else if (run !== 0) {
      runs.push(run);
      run = 0;
    }
  }
  return run === 0 ? runs : [...runs, run];
}

/** Disjoint `parts` that together are exactly `mask`. */
function findPartition(mask: number, parts: readonly number[]): readonly number[] | undefined {
  if (mask === 0) return [];
  const lowest = mask & -mask;
  for (const part of parts) {
    if ((part & lowest) === 0 || (part & ~mask) !== 0) continue;
    const rest = findPartition(mask & ~part, parts);
    if (rest !== undefined) return [part, ...rest];
  }
  return undefined;
}

/**
 * A product of days of the month, months and year classes, as masks. `days`: bit `dayOfMonth - 1`. `free`: more
 * days that it may hold in any of its months.
 */
export interface DayBlock {
  readonly days: number;
  readonly free: number;
  readonly months: number;
  readonly years: number;
}

/**
 * Finds few disjoint blocks that hold all the given days, and otherwise only free ones.
 *
 * Joins months of a year that can have the same days, then years. Then drops each block whose days others can
 * take by growing by its months or its years.
 * @param blocks One for each month of one year.
 */
export function findDayBlocks(months: readonly DayBlock[]): readonly DayBlock[] {
  const same = joinSame(months, ({ years, days }) => years * 2 ** 31 + days);
  const byMonths = joinBlocks(same, (a, b) => a.years === b.years);
  const alike = joinSame(byMonths, ({ months, days }) => months * 2 ** 31 + days);
  let blocks = joinBlocks(alike, (a, b) => a.months === b.months);
  for (const block of blocks.toSorted((a, b) => countBits(a.days) - countBits(b.days))) {
    if (!blocks.includes(block)) continue;
    const others = blocks.filter((other) => other !== block);
    const takers = findTakers(block, others, block.days, block.days | block.free);
    if (takers === undefined) continue;
    const taken = takers.reduce((days, taker) => days | taker.days, 0);
    const left = { ...block, free: block.free & ~taken };
    blocks = others.map((other) => (takers.includes(other) ? growBlock(other, left) : other));
  }
  return blocks;
}

function joinSame(blocks: readonly DayBlock[], keyOf: (block: DayBlock) => number): readonly DayBlock[] {
  const joined = new Map<number, DayBlock>();
  for (const block of blocks) {
    const key = keyOf(block);
    const other = joined.get(key);
    joined.set(key, other === undefined ? block : shareDays(other, block));
  }
  return [...joined.values()];
}

/** Joins those that can have the same days, those first that need fewest more for it. */
function joinBlocks(blocks: readonly DayBlock[], fit: (a: DayBlock, b: DayBlock) => boolean): readonly DayBlock[] {
  if (blocks.every(({ free }) => free === 0)) return blocks;
  let left = [...blocks];
  for (;;) {
    let [best, fewest] = [undefined as readonly [DayBlock, DayBlock] | undefined, Infinity];
    for (const [index, b] of left.entries()) {
      for (let i = 0; i < index; i++) {
        const a = left[i];
        if (a === undefined || !fit(a, b)) continue;
        const more = countBits(a.days ^ b.days);
        if (more < fewest && canShare(a, b)) [best, fewest] = [[a, b], more];
      }
    }
    if (best === undefined) return left;
    const [a, b] = best;
    left = left.flatMap((each) => (each === b ? [] : [each === a ? shareDays(a, b) : each]));
  }
}

function canShare(a: DayBlock, b: DayBlock): boolean {
  const days = a.days | b.days;
  return (days & ~(a.days | a.free)) === 0 && (days & ~(b.days | b.free)) === 0;
}

/** Both, at the days of both. */
function shareDays(a: DayBlock, b: DayBlock): DayBlock {
  const [months, years] = [a.months | b.months, a.years | b.years];
  return { days: a.days | b.days, free: a.free & b.free, months, years };
}

/** The block at its own days, in the months and years of another one too. */
function growBlock(block: DayBlock, by: DayBlock): DayBlock {
  const [months, years] = [block.months | by.months, block.years | by.years];
  return { days: block.days, free: block.free & by.free, months, years };
}

/** Finds disjoint blocks that hold all of `days` and only `open`, and could each take `block`'s months. */
function findTakers(
  block: DayBlock,
  others: readonly DayBlock[],
  days: number,
  open: number,
): readonly DayBlock[] | undefined {
  if (days === 0) return [];
  const lowest = days & -days;
  for (const other of others) {
    if ((other.days & lowest) === 0 || (other.days & ~open) !== 0) continue;
    if (other.months !== block.months && other.years !== block.years) continue;
    const rest = findTakers(block, others, days & ~other.days, open & ~other.days);
    if (rest !== undefined) return [other, ...rest];
  }
  return undefined;
}

function countBits(mask: number): number {
  let count = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) count++;
  return count;
}
