import { blockDates } from "./block-dates";
import { blockGround, type BlockGround, type Dates } from "./block-ground";
import { blockMinutes } from "./block-minutes";
import type { Made } from "./cheapest-cover";
import { chosenBlocks } from "./chosen-blocks";
import type { DateProduct } from "./date-products";
import { noDays } from "./day-set";
import type { DaySlots } from "./day-slots";
import { minutesIn } from "./hour-cells";
import type { LimitsRow } from "./limits-rows";
import { bitsOf } from "./month-blocks";
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
  return (
    chosenBlocks(ground, (blocks) => groupBlocks(ground, blocks)) ??
    groupBlocks(ground, separateBlocks(ground.cells))?.result ??
    []
  );
}

function groupBlocks(
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
  const groups =
    findDatesAndMinutes(ground, blocks, true) ?? findDatesAndMinutes(ground, blocks, false);
  return groups && { result: groups, cost: countOf(groups) };
}

/** How many actions groups come to. */
export function countOf(groups: readonly FiringGroup[]): number {
  return groups.reduce((sum, { dates }) => sum + dates.length, 0);
}

function findDatesAndMinutes(
  ground: BlockGround,
  blocks: readonly TimeBlock[],
  besides: boolean,
): readonly FiringGroup[] | undefined {
  const { cells, rows, every } = ground;
  const dates = blockDates(ground, blocks, besides);
  const firings = blocks.map((block, index) => ({
    rows: rowsIn(block.rows),
    days: dates[index]?.days ?? noDays(ground.days),
    hours: bitsOf(block.hours),
    minutes: minutesIn(cells, rowsIn(block.parts)),
  }));
  return blockMinutes(rows, firings, every)?.flatMap((time, index) => {
    const because = becauseOf(rows, firings[index]?.rows ?? [], time);
    return time.minutes.length > 0 && time.hours.length > 0
      ? [{ time, dates: dates[index]?.products ?? [], because }]
      : [];
  });
}

/** The reasons of all runs in which the times fall, each once. */
function becauseOf(
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
