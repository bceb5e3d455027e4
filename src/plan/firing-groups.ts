import { blockDates } from "./block-dates";
import { blockGround, type BlockDates, type BlockGround, type Dates } from "./block-ground";
import { blockMinutes, type BlockFiring } from "./block-minutes";
import type { Made } from "./cheapest-cover";
import { chosenBlocks } from "./chosen-blocks";
import type { DateProduct } from "./date-products";
import type { DaySlots } from "./day-slots";
import { minutesIn } from "./hour-cells";
import type { LimitsRow } from "./limits-rows";
import { rowsIn } from "./row-bits";
import { slimBlocks } from "./slim-blocks";
import { partsOf, separateBlocks, type TimeBlock } from "./time-blocks";
import type { TimeProduct } from "./time-product";

/** Firings of one pair of limits at the same times of day on several dates. */
export interface FiringGroup {
  readonly time: TimeProduct;
  readonly dates: readonly DateProduct[];
  readonly because: readonly (readonly string[])[];
}

/**
 * Few groups that, between them, fire at all required minutes of one pair of limits and leave no longer
 * pause than `every` minutes while it holds.
 *
 * Out: no two fire in one minute
 */
export function firingGroups(
  days: DaySlots,
  rows: readonly LimitsRow[],
  every: number | "never",
  dates: Dates,
): readonly FiringGroup[] {
  const ground = blockGround(days, rows, every, dates);
  const chosen = chosenBlocks(ground, (blocks) => groupsOf(ground, blocks));
  return chosen ?? groupsOf(ground, separateBlocks(ground.cells))?.result ?? [];
}

function groupsOf(
  ground: BlockGround,
  chosen: readonly TimeBlock[],
): Made<readonly FiringGroup[]> | undefined {
  const { cells, needsOf, costOf } = ground;
  const slim = slimBlocks(cells, needsOf, chosen, (less, block) => costOf(less) <= costOf(block));
  if (slim === undefined) return undefined;
  const blocks = slim.map((block) => ({
    ...block,
    parts: block.parts & partsOf(cells.allowed, block.rows, block.hours),
  }));
  const result = timedGroups(ground, blocks, true) ?? timedGroups(ground, blocks, false);
  return result && { result, cost: result.reduce((sum, { dates }) => sum + dates.length, 0) };
}

function timedGroups(
  ground: BlockGround,
  blocks: readonly TimeBlock[],
  besides: boolean,
): readonly FiringGroup[] | undefined {
  const dates = blockDates(ground, blocks, besides);
  const firings = blocks.map((block, index) => firingOf(ground, block, dates[index]));
  const times = blockMinutes(ground.rows, firings, ground.every);
  return times?.flatMap((time, index) => {
    const rows = firings[index]?.rows ?? [];
    const products = dates[index]?.products ?? [];
    const because = becauseOf(ground.rows, rows, time);
    return time.minutes.length > 0 && time.hours.length > 0
      ? [{ time, dates: products, because }]
      : [];
  });
}

function firingOf(
  { cells }: BlockGround,
  block: TimeBlock,
  dates: BlockDates | undefined,
): BlockFiring {
  return {
    rows: rowsIn(block.rows),
    days: dates?.days ?? new Int32Array(0),
    hours: rowsIn(BigInt(block.hours)),
    minutes: minutesIn(cells, rowsIn(block.parts)),
  };
}

/** The reasons of all runs in which the times fall, each once. */
export function becauseOf(
  rows: readonly LimitsRow[],
  served: readonly number[],
  { hours, minutes }: TimeProduct,
): readonly (readonly string[])[] {
  const at = hours.flatMap((hour) => minutes.map((minute) => hour * 60 + minute));
  const touched = served
    .flatMap((row) => rows[row]?.runs ?? [])
    .filter((run) => at.some((minute) => run.from <= minute && minute < run.to));
  const sets = touched.flatMap((run) => run.because.map((set) => [set.join(), set] as const));
  return [...new Map(sets).values()];
}
