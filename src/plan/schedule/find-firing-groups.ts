import { listRows, toRowMask } from "./bit-set";
import { chooseBlockMinutes } from "./choose-block-minutes";
import { type BlockContext, type BlockDates, chooseBlocks, createBlockContext, type Dates } from "./choose-blocks";
import { listBits } from "./date-blocks";
import type { DateProduct } from "./date-products";
import type { LimitsRow } from "./day-profiles";
import { createDaySet, type DaySet, type DaySlots } from "./day-slots";
import { listMinutes } from "./hour-cells";
import type { Made } from "./min-cost-set-cover";
import { findAllowedParts, listSeparateBlocks, pruneBlocks, type TimeBlock, type TimeProduct } from "./time-blocks";

/** Firings of one pair of limits at the same times of day on several dates. */
export interface FiringGroup {
  readonly time: TimeProduct;
  readonly dates: readonly DateProduct[];
  readonly reasons: readonly (readonly string[])[];
}

/**
 * Finds few groups that fire at all required minutes of one pair of limits and at least every `every` minutes
 * while it holds. No two fire in one minute.
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

function groupBlocks(ground: BlockContext, chosen: readonly TimeBlock[]): Made<readonly FiringGroup[]> | undefined {
  const { cells, needsOf, costOf } = ground;
  const slim = pruneBlocks(cells, needsOf, chosen, (less, block) => costOf(less) <= costOf(block));
  if (slim === undefined) return undefined;
  const blocks = slim.map((block) => ({
    ...block,
    parts: block.parts & findAllowedParts(cells.allowed, block.rows, block.hours),
  }));
  const groups = findDatesAndMinutes(ground, blocks, true) ?? findDatesAndMinutes(ground, blocks, false);
  return groups && { result: groups, cost: countActions(groups) };
}

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

/**
 * Chooses the dates of each block, in order.
 * @param besides Whether a block may fire on days that do not need it, if that takes fewer products. Never in a
 * minute in which another block would have to fire.
 */
function chooseBlockDates(ground: BlockContext, blocks: readonly TimeBlock[], besides: boolean): readonly BlockDates[] {
  const { daysOf, dates } = ground;
  const chosen = blocks.map(({ rows }) => dates.chosen(daysOf(rows), daysOf(rows)));
  if (!besides) return chosen;
  blocks.forEach((block, index) => {
    const alone = chosen[index];
    if (alone === undefined || alone.products.length === 1) return;
    const others = chosen.filter((_, i) => i !== index && hasClash(ground, block, blocks[i]));
    const wide = dates.chosen(daysOf(block.rows), findAllowedDays(ground, block, others));
    if (wide.products.length < alone.products.length) chosen[index] = wide;
  });
  return chosen;
}

function hasClash({ forcedParts }: BlockContext, block: TimeBlock, other: TimeBlock | undefined): boolean {
  return other !== undefined && (block.hours & other.hours) !== 0 && (forcedParts(block) & forcedParts(other)) !== 0n;
}

/** The days on which the limits hold whenever the block fires and nothing fires that it would clash with. */
function findAllowedDays(ground: BlockContext, block: TimeBlock, clashing: readonly BlockDates[]): DaySet {
  const { rows, cells, daysOf, forcedParts } = ground;
  const allowedRows = rows.reduce((mask, _, row) => {
    const only = toRowMask(row);
    const holds = (findAllowedParts(cells.allowed, only, block.hours) & block.parts) === block.parts;
    return holds && forcedParts({ ...block, rows: only }) === 0n ? mask | only : mask;
  }, block.rows);
  return daysOf(allowedRows).map((allowed, word) =>
    clashing.reduce((left, { days }) => left & ~(days[word] ?? 0), allowed),
  );
}
