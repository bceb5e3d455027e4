import { blockDates } from "./block-dates";
import { blockGround, type BlockDates, type BlockGround, type Dates } from "./block-ground";
import { blockLayers, blocksAsLayers, type Layer, type Layers } from "./block-layers";
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
  const chosen =
    chosenBlocks(ground, (blocks) => plainGroups(ground, blocks)) ??
    plainGroups(ground, separateBlocks(ground.cells))?.result;
  return chosen === undefined ? [] : (layeredGroups(ground, chosen) ?? chosen.groups);
}

/** Blocks on their dates, each date at one layer, and what is made of them. */
interface PlainGroups {
  readonly blocks: readonly TimeBlock[];
  readonly dates: readonly BlockDates[];
  readonly groups: readonly FiringGroup[];
}

function plainGroups(
  ground: BlockGround,
  chosen: readonly TimeBlock[],
): Made<PlainGroups> | undefined {
  const { cells, needsOf, costOf } = ground;
  const slim = slimBlocks(cells, needsOf, chosen, (less, block) => costOf(less) <= costOf(block));
  if (slim === undefined) return undefined;
  const blocks = slim.map((block) => ({
    ...block,
    parts: block.parts & partsOf(cells.allowed, block.rows, block.hours),
  }));
  const result = datedGroups(ground, blocks, true) ?? datedGroups(ground, blocks, false);
  return result && { result, cost: countOf(result.groups) };
}

function datedGroups(
  ground: BlockGround,
  blocks: readonly TimeBlock[],
  besides: boolean,
): PlainGroups | undefined {
  const dates = blockDates(ground, blocks, besides);
  const groups = groupsOfLayers(ground, blocks, blocksAsLayers(ground, blocks, dates));
  return groups && { blocks, dates, groups };
}

/** The same blocks with dates in layers, where that is fewer. */
function layeredGroups(
  ground: BlockGround,
  { blocks, dates, groups }: PlainGroups,
): readonly FiringGroup[] | undefined {
  const layers = blockLayers(ground, blocks, dates);
  const layered = layers && groupsOfLayers(ground, blocks, layers);
  return layered && countOf(layered) < countOf(groups) ? layered : undefined;
}

/** How many actions groups come to. */
export function countOf(groups: readonly FiringGroup[]): number {
  return groups.reduce((sum, { dates }) => sum + dates.length, 0);
}

function groupsOfLayers(
  ground: BlockGround,
  blocks: readonly TimeBlock[],
  { rows, layers }: Layers,
): readonly FiringGroup[] | undefined {
  const firings = layers.flatMap((layer) => {
    const block = blocks[layer.block];
    return block === undefined ? [] : [firingOf(ground, block, layer)];
  });
  const times = blockMinutes(rows, firings, ground.every);
  return times?.flatMap((time, index) => {
    const served = firings[index]?.rows ?? [];
    const products = layers[index]?.dates.products ?? [];
    const because = becauseOf(rows, served, time);
    return time.minutes.length > 0 && time.hours.length > 0
      ? [{ time, dates: products, because }]
      : [];
  });
}

function firingOf(
  { cells }: BlockGround,
  { hours, parts }: TimeBlock,
  { rows, dates }: Layer,
): BlockFiring {
  return {
    rows,
    days: dates.days,
    hours: rowsIn(BigInt(hours)),
    minutes: minutesIn(cells, rowsIn(parts)),
  };
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
