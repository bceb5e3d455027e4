import { chooseBlockDates } from "./block-dates";
import { createBlockContext, type BlockContext, type Dates } from "./block-ground";
import { chooseBlockMinutes } from "./block-minutes";
import type { Made } from "./cheapest-cover";
import { chooseBlocks } from "./chosen-blocks";
import type { DateProduct } from "./date-products";
import { createDaySet } from "./day-set";
import type { DaySlots } from "./day-slots";
import { listMinutes } from "./hour-cells";
import type { LimitsRow } from "./limits-rows";
import { listBits } from "./month-blocks";
import { listRows } from "./row-bits";
import { pruneBlocks } from "./slim-blocks";
import { findAllowedParts, listSeparateBlocks, type TimeBlock } from "./time-blocks";
import type { TimeProduct } from "./time-product";

/** Firings of one pair of limits at the same times of day on several dates. */
export interface FiringGroup {
  readonly time: TimeProduct;
  readonly dates: readonly DateProduct[];
  readonly reasons: readonly (readonly string[])[];
}

/**
 * Few groups that, between them, fire at all required minutes of one pair of limits and leave no longer
 * pause than `every` minutes while it holds.
 *
 * Out: no two fire in one minute
 */
export function findFiringGroups(
  days: DaySlots,
  rows: readonly LimitsRow[],
  every: number | "never",
  dates: Dates,
): readonly FiringGroup[] {
  const ground = createBlockContext(days, rows, every, dates);
  return (
    chooseBlocks(ground, (blocks) => groupBlocks(ground, blocks)) ??
    groupBlocks(ground, listSeparateBlocks(ground.cells))?.result ??
    []
  );
}

function groupBlocks(
  ground: BlockContext,
  chosen: readonly TimeBlock[],
): Made<readonly FiringGroup[]> | undefined {
  const { cells, needsOf, costOf } = ground;
  const slim = pruneBlocks(cells, needsOf, chosen, (less, block) => costOf(less) <= costOf(block));
  if (slim === undefined) return undefined;
  const blocks = slim.map((block) => ({
    ...block,
    parts: block.parts & findAllowedParts(cells.allowed, block.rows, block.hours),
  }));
  const groups =
    findDatesAndMinutes(ground, blocks, true) ?? findDatesAndMinutes(ground, blocks, false);
  return groups && { result: groups, cost: countActions(groups) };
}

/** How many actions groups come to. */
export function countActions(groups: readonly FiringGroup[]): number {
  return groups.reduce((sum, { dates }) => sum + dates.length, 0);
}

function findDatesAndMinutes(
  ground: BlockContext,
  blocks: readonly TimeBlock[],
  besides: boolean,
): readonly FiringGroup[] | undefined {
  const { cells, rows, every } = ground;
  const dates = chooseBlockDates(ground, blocks, besides);
  const firings = blocks.map((block, index) => ({
    rows: listRows(block.rows),
    days: dates[index]?.days ?? createDaySet(ground.days),
    hours: listBits(block.hours),
    minutes: listMinutes(cells, listRows(block.parts)),
  }));
  return chooseBlockMinutes(rows, firings, every)?.flatMap((time, index) => {
    const reasons = reasonsFor(rows, firings[index]?.rows ?? [], time);
    return time.minutes.length > 0 && time.hours.length > 0
      ? [{ time, dates: dates[index]?.products ?? [], reasons }]
      : [];
  });
}

/** The reasons of all runs in which the times fall, each once. */
function reasonsFor(
  rows: readonly LimitsRow[],
  served: readonly number[],
  { hours, minutes }: TimeProduct,
): readonly (readonly string[])[] {
  const at = hours.flatMap((hour) => minutes.map((minute) => hour * 60 + minute));
  const touched = served
    .flatMap((row) => rows[row]?.runs ?? [])
    .filter((run) => at.some((minute) => run.from <= minute && minute < run.to));
  const sets = touched.flatMap((run) => run.reasons.map((set) => [set.join(), set] as const));
  return [...new Map(sets).values()];
}
