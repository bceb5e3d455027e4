/** Each of `months` (0-11) in each of `yearClasses`; both sorted, not empty. */
export interface MonthBlock {
  readonly months: readonly number[];
  readonly yearClasses: readonly number[];
}

/**
 * Few disjoint blocks that hold exactly the given months.
 *
 * In:  `years[month]`: mask of the year classes in which the month is wanted, bit `yearClass`
 * Out: blocks whose years are consecutive; of all runs of years those dropped that others make up
 *
 * A block takes all months with the same run, so the number of blocks is the number of different runs.
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

/** How many blocks `findMonthBlocks` gives. */
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
    const madeUp = (mask: number): boolean =>
      (run & ~mask) !== 0 || findPartition(mask, rest) !== undefined;
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
