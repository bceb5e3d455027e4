import { hasOverlap } from "./bit-set";
import type { DaySet } from "./day-set";
import type { LimitsRow } from "./limits-rows";
import { RowFirings } from "./row-firings";
import type { TimeProduct } from "./time-product";

/**
 * Where a block may fire: at all of `formatMinutes` in all of `hours`.
 *
 * `rows`: on which it is needed; `defineWeekdays`: all on which it fires, with some of other rows perhaps.
 */
interface BlockFiring {
  readonly rows: readonly number[];
  readonly days: DaySet;
  readonly hours: readonly number[];
  readonly minutes: readonly number[];
}

/**
 * Few minutes for each block, so that no two fire in one minute and rows have all that they need.
 *
 * A block keeps the minutes in which a firing is required, and leaves those to it that other ones keep.
 * Then one after the other gives up what minutes it can, first those off the grid of the re-assertion.
 * Where that ends in a minute that two need, it is done again with firings twice as close, which leaves
 * more room between them.
 *
 * In:  blocks that have all that rows need, were they to fire at all of their minutes
 * Out: one product a block, in their order; undefined where two need the same minute
 */
export function chooseBlockMinutes(
  rows: readonly LimitsRow[],
  blocks: readonly BlockFiring[],
  every: number | "never",
): readonly TimeProduct[] | undefined {
  const close = every === "never" ? every : Math.ceil(every / 2);
  return tryBlockMinutes(rows, blocks, every, every) ?? tryBlockMinutes(rows, blocks, every, close);
}

/** `close`: minutes are given up only as long as firings stay that close. */
function tryBlockMinutes(
  rows: readonly LimitsRow[],
  blocks: readonly BlockFiring[],
  every: number | "never",
  close: number | "never",
): readonly TimeProduct[] | undefined {
  const left = new MinutesLeft(rows, blocks);
  const order = sortByRows(blocks);
  if (!order.every((index) => left.keepsApart(index))) return undefined;
  if (!order.every((index) => left.keepClear(index, every))) return undefined;
  for (const index of order) {
    if (!left.keepClear(index, every)) return undefined;
    left.slim(index, close, every === "never" || every > 60);
  }
  return left.times;
}

/** The minutes that blocks have not given up. */
class MinutesLeft {
  readonly times: TimeProduct[];
  private readonly firings: RowFirings;
  /** Minutes of the hour that a block keeps. */
  private readonly kept: (readonly number[])[];
  /** The blocks that fire in some hour of some day in which a block fires. */
  private readonly meeting: readonly (readonly number[])[];

  constructor(
    rows: readonly LimitsRow[],
    private readonly blocks: readonly BlockFiring[],
  ) {
    this.times = blocks.map(({ hours, minutes }) => ({ hours, minutes }));
    this.firings = new RowFirings(rows);
    for (const block of blocks) this.firings.add(block.rows, block);
    this.kept = blocks.map((block) => findRequiredMinutes(rows, block));
    this.meeting = blocks.map((a) =>
      blocks.flatMap((b, index) => (a !== b && hasCommonHour(a, b) ? [index] : [])),
    );
  }

  /** Whether no other block keeps a minute that this one keeps. */
  keepsApart(index: number): boolean {
    return this.kept[index]?.every((minute) => this.isFree(index, minute)) === true;
  }

  /** Gives up the minutes that others keep. Out: whether that can be */
  keepClear(index: number, every: number | "never"): boolean {
    const minutes = this.times[index]?.minutes ?? [];
    return minutes.every(
      (minute) => this.isFree(index, minute) || this.withoutMinute(index, minute, every),
    );
  }

  /** Gives up what can be, hours besides where asked; what is left then is kept. */
  slim(index: number, every: number | "never", hoursToo: boolean): void {
    const { hours, minutes } = this.times[index] ?? noTimes;
    for (const minute of sortOffGridFirst(minutes, this.kept[index] ?? [], every)) {
      this.withoutMinute(index, minute, every);
    }
    for (const hour of hoursToo ? hours : []) this.withoutHour(index, hour, every);
    this.kept[index] = this.times[index]?.minutes ?? [];
  }

  private isFree(index: number, minute: number): boolean {
    return this.meeting[index]?.some((other) => this.kept[other]?.includes(minute)) !== true;
  }

  private withoutMinute(index: number, minute: number, every: number | "never"): boolean {
    const { hours, minutes } = this.times[index] ?? noTimes;
    const left = { hours, minutes: minutes.filter((other) => other !== minute) };
    return this.giveUp(index, { hours, minutes: [minute] }, left, every);
  }

  private withoutHour(index: number, hour: number, every: number | "never"): boolean {
    const { hours, minutes } = this.times[index] ?? noTimes;
    const left = { hours: hours.filter((other) => other !== hour), minutes };
    return this.giveUp(index, { hours: [hour], minutes }, left, every);
  }

  private giveUp(
    index: number,
    less: TimeProduct,
    left: TimeProduct,
    every: number | "never",
  ): boolean {
    const given = this.firings.giveUp(this.blocks[index]?.rows ?? [], less, every);
    if (given) this.times[index] = left;
    return given;
  }
}

const noTimes: TimeProduct = { hours: [], minutes: [] };

/** Those of few rows first. */
function sortByRows(blocks: readonly BlockFiring[]): readonly number[] {
  return blocks
    .map(({ rows }, index) => ({ index, rows: rows.length }))
    .toSorted((a, b) => a.rows - b.rows)
    .map(({ index }) => index);
}

/** The minutes of the hour at which any firing of a block is required. */
function findRequiredMinutes(
  rows: readonly LimitsRow[],
  { rows: served, hours, minutes }: BlockFiring,
): readonly number[] {
  const required = new Set(served.flatMap((row) => rows[row]?.required ?? []));
  return minutes.filter((minute) => hours.some((hour) => required.has(hour * 60 + minute)));
}

/** Whether both fire in some hour of some day. */
function hasCommonHour(a: BlockFiring, b: BlockFiring): boolean {
  return a.hours.some((hour) => b.hours.includes(hour)) && hasOverlap(a.days, b.days);
}

/** The grid begins at the first minute in which a firing is required, else on the hour. */
function sortOffGridFirst(
  minutes: readonly number[],
  required: readonly number[],
  every: number | "never",
): readonly number[] {
  const step = every === "never" ? 60 : findGridStep(every);
  const start = required[0] ?? minutes.find((minute) => minute % step === 0) ?? minutes[0] ?? 0;
  const onGrid = (minute: number): boolean => (minute - start) % step === 0;
  return [...minutes.filter((minute) => !onGrid(minute)), ...minutes.filter(onGrid)];
}

/** The largest divisor of 60 that is at most `every`: a grid with it looks the same in every hour. */
function findGridStep(every: number): number {
  for (let step = Math.min(every, 60); step > 1; step--) if (60 % step === 0) return step;
  return 1;
}
