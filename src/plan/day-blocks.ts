/**
 * Days of the month in each month of each year: a product. Masks: `days` bit `dayOfMonth - 1`,
 * `months` bit `month`, `years` bit `yearClass`.
 */
export interface DayBlock {
  readonly days: number;
  readonly months: number;
  readonly years: number;
}

/**
 * Few disjoint blocks that hold exactly the given days.
 *
 * In:  one block for each month, of one year, with any days
 * Out: months of a year with the same days joined, then years; then each block left out whose days
 *      others can take by growing by its months or its years
 */
export function dayBlocks(months: readonly DayBlock[]): readonly DayBlock[] {
  const byMonths = joinSame(months, ({ years, days }) => years * 2 ** 31 + days);
  let blocks = joinSame(byMonths, ({ months, days }) => months * 2 ** 31 + days);
  for (const block of blocks.toSorted((a, b) => countBits(a.days) - countBits(b.days))) {
    if (!blocks.includes(block)) continue;
    const others = blocks.filter((other) => other !== block);
    const takers = takersOf(block, others, block.days);
    if (takers === undefined) continue;
    blocks = others.map((other) => (takers.includes(other) ? grown(other, block) : other));
  }
  return blocks;
}

function joinSame(
  blocks: readonly DayBlock[],
  keyOf: (block: DayBlock) => number,
): readonly DayBlock[] {
  const joined = new Map<number, DayBlock>();
  for (const block of blocks) {
    const key = keyOf(block);
    const other = joined.get(key);
    joined.set(key, other === undefined ? block : grown(other, block));
  }
  return [...joined.values()];
}

function grown(block: DayBlock, by: DayBlock): DayBlock {
  return { days: block.days, months: block.months | by.months, years: block.years | by.years };
}

/** Blocks that have exactly `days` between them, none twice, and could each hold `block`'s months too. */
function takersOf(
  block: DayBlock,
  others: readonly DayBlock[],
  days: number,
): readonly DayBlock[] | undefined {
  if (days === 0) return [];
  const lowest = days & -days;
  for (const other of others) {
    if ((other.days & lowest) === 0 || (other.days & ~days) !== 0) continue;
    if (other.months !== block.months && other.years !== block.years) continue;
    const rest = takersOf(block, others, days & ~other.days);
    if (rest !== undefined) return [other, ...rest];
  }
  return undefined;
}

function countBits(mask: number): number {
  let count = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) count++;
  return count;
}
