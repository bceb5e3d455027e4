import { inBoth, takeAll } from "./bit-set";
import { allowedDays } from "./block-dates";
import type { BlockDates, BlockGround } from "./block-ground";
import type { LimitsRow } from "./limits-rows";
import { onlyRow } from "./row-bits";
import type { TimeBlock } from "./time-blocks";

/** With fewer products than this a block is left in one layer. */
const fewestProducts = 8;

/** Between more blocks than this there is seldom room for minutes of more layers, and the search takes half as long again. */
const mostBlocks = 5;

/** With more rows than this, told apart by layers, there are no layers. */
const mostRows = 40;

/** Some of the dates of a block, with minutes of their own; `rows`: those it is needed on. */
export interface Layer {
  readonly block: number;
  readonly dates: BlockDates;
  readonly rows: readonly number[];
}

/** Layers of all blocks, and the rows told apart by the layers that their days are left to. */
export interface Layers {
  readonly rows: readonly LimitsRow[];
  readonly layers: readonly Layer[];
}

/** Each block in one layer. */
export function blocksAsLayers(
  ground: BlockGround,
  blocks: readonly TimeBlock[],
  dates: readonly BlockDates[],
): Layers {
  return layersOf(
    partsOf(ground, blocks, []),
    blocks,
    dates.map((one) => [one]),
  );
}

/**
 * Blocks in which no minute is required, in several layers where their dates take fewer products if those may overlap.
 *
 * Out: undefined where that is no block
 */
export function blockLayers(
  ground: BlockGround,
  blocks: readonly TimeBlock[],
  dates: readonly BlockDates[],
): Layers | undefined {
  if (ground.every === "never" || blocks.length > mostBlocks) return undefined;
  const layered = blocks.flatMap((block, index) => {
    const one = dates[index];
    return one === undefined ? [] : [layersOfBlock(ground, block, one)];
  });
  if (layered.every((layers) => layers.length === 1)) return undefined;
  const parts = partsOf(ground, blocks, layered);
  return parts.length > mostRows ? undefined : layersOf(parts, blocks, layered);
}

function layersOfBlock(
  ground: BlockGround,
  block: TimeBlock,
  dates: BlockDates,
): readonly BlockDates[] {
  if (dates.products.length < fewestProducts || ground.forcedParts(block) !== 0n) return [dates];
  const layers = ground.dates.layers(ground.daysOf(block.rows), allowedDays(ground, block, []));
  const count = layers.reduce((sum, { products }) => sum + products.length, 0);
  return count > 0 && count < dates.products.length ? layers : [dates];
}

/** Days of one row; `layers`: for each block the layer they are left to, if it is needed on the row. */
interface Part {
  readonly row: LimitsRow;
  readonly index: number;
  readonly layers: readonly number[];
}

function partsOf(
  { rows }: BlockGround,
  blocks: readonly TimeBlock[],
  layered: readonly (readonly BlockDates[])[],
): readonly Part[] {
  const whole = rows.map((row, index): Part => ({ row, index, layers: [] }));
  return blocks.reduce<readonly Part[]>((parts, block, b) => {
    const layers = layered[b] ?? [];
    return parts.flatMap((part) => {
      const needed = (block.rows & onlyRow(part.index)) !== 0n && layers.length > 1;
      return needed ? apart(part, layers) : [{ ...part, layers: [...part.layers, 0] }];
    });
  }, whole);
}

/** Each day in the first layer that holds it. */
function apart({ row, index, layers }: Part, among: readonly BlockDates[]): readonly Part[] {
  const left = row.days.slice();
  return among.flatMap(({ days }, layer) => {
    const own = inBoth(left, days);
    takeAll(left, days);
    const part = { row: { ...row, days: own }, index, layers: [...layers, layer] };
    return own.some((word) => word !== 0) ? [part] : [];
  });
}

function layersOf(
  parts: readonly Part[],
  blocks: readonly TimeBlock[],
  layered: readonly (readonly BlockDates[])[],
): Layers {
  const where = (wanted: (part: Part) => boolean): readonly number[] =>
    parts.flatMap((part, index) => (wanted(part) ? [index] : []));
  return {
    rows: parts.map(({ row }) => ({
      ...row,
      next: where(({ index }) => row.next.includes(index)),
    })),
    layers: blocks.flatMap(({ rows }, block) =>
      (layered[block] ?? []).map((dates, layer) => ({
        block,
        dates,
        rows: where(
          ({ index, layers }) => (rows & onlyRow(index)) !== 0n && layers[block] === layer,
        ),
      })),
    ),
  };
}
