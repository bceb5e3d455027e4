import type { HourCells } from "./hour-cells";
import { toRowMask } from "./row-bits";

/**
 * Firings of one action: the same parts of the hour in the same hours on some rows.
 *
 * Bits: `rows` of the rows it serves, `allowedRows` of all on which it does no harm, `hours` 0-23,
 * `parts` of those of `HourCells.cuts`.
 */
export interface TimeBlock {
  readonly rows: bigint;
  readonly allowedRows: bigint;
  readonly hours: number;
  readonly parts: bigint;
}

/** More sets of parts than this are not looked at. */
const maxPartSets = 160;

/** More sets of hours than this are not looked at for one set of parts. */
const maxHourSets = 24;

/** The blocks that cannot grow, in rows, hours or parts. */
export function listLargestBlocks({ allowed }: HourCells): readonly TimeBlock[] {
  const masks = [...new Set(allowed.flat())].filter((mask) => mask !== 0n);
  const blocks = new Map<string, TimeBlock>();
  for (const parts of listIntersections(masks, maxPartSets, (a, b) => a & b, 0n)) {
    const within = new Set(masks.filter((mask) => (mask & parts) === parts));
    const hoursOf = allowed.map((row) => selectHours(row, (mask) => within.has(mask)));
    const distinct = [...new Set(hoursOf)].filter((hours) => hours !== 0);
    for (const hours of listIntersections(distinct, maxHourSets, (a, b) => a & b, 0)) {
      const rows = selectRows(hoursOf, hours);
      const block = {
        rows,
        allowedRows: rows,
        hours,
        parts: findAllowedParts(allowed, rows, hours),
      };
      blocks.set(`${rows}/${hours}/${block.parts}`, block);
    }
  }
  return [...blocks.values()];
}

/** Each row by itself, hours with the same parts together: blocks that never fire in one minute. */
export function listSeparateBlocks({ allowed }: HourCells): readonly TimeBlock[] {
  return allowed.flatMap((row, index) => {
    const rows = toRowMask(index);
    return [...new Set(row)]
      .filter((parts) => parts !== 0n)
      .map((parts) => {
        const hours = selectHours(row, (mask) => mask === parts);
        return { rows, allowedRows: rows, hours, parts };
      });
  });
}

/** The parts that are allowed in each of the hours on each of the rows. */
export function findAllowedParts(
  allowed: HourCells["allowed"],
  rows: bigint,
  hours: number,
): bigint {
  let parts = -1n;
  allowed.forEach((row, index) => {
    if ((rows & toRowMask(index)) === 0n) return;
    row.forEach((mask, hour) => {
      if (((hours >> hour) & 1) === 1) parts &= mask;
    });
  });
  return parts;
}

function selectHours(row: readonly bigint[], holds: (mask: bigint) => boolean): number {
  return row.reduce((hours, mask, hour) => (holds(mask) ? hours | (1 << hour) : hours), 0);
}

function selectRows(hoursOf: readonly number[], hours: number): bigint {
  return hoursOf.reduce(
    (rows, of, row) => ((of & hours) === hours ? rows | toRowMask(row) : rows),
    0n,
  );
}

/** Closed under `and`, as far as `most` reaches. */
function listIntersections<T>(
  sets: readonly T[],
  most: number,
  and: (a: T, b: T) => T,
  none: T,
): readonly T[] {
  const found = new Set(sets);
  for (const a of found) {
    for (const b of sets) {
      if (found.size >= most) return [...found];
      const both = and(a, b);
      if (both !== none) found.add(both);
    }
  }
  return [...found];
}
