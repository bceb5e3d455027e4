import { addNumber, type BitSet, createBitSet, listRows, toRowMask } from "./bit-set";
import type { LimitsRow } from "./day-profiles";

/**
 * The clock hour cut into parts: on any row and in any hour the limits hold in all of a part or in none of it.
 * A minute that must fire is a separate part.
 *
 * A point is one part of one hour on one row. Points count by row, then hour, then part.
 */
export interface HourCells {
  /** Minutes of the hour at which parts begin, and 60. */
  readonly cuts: readonly number[];
  /** `allowed[row][hour]`: the parts in which the limits hold, as bits. */
  readonly allowed: readonly (readonly bigint[])[];
  /**
   * Sets of points of which one must fire: those that must by themselves, and all stretches without one
   * that `reassertEvery` minutes pass in.
   */
  readonly needs: readonly (readonly number[])[];
  /** How many of the first `needs` are single points at which exactly one action must fire. */
  readonly requiredCount: number;
  /** The needs that hold a point of some hour of some row, at `row * 24 + hour`. */
  readonly needsIn: readonly (readonly NeedInHour[])[];
}

/** The parts of one hour that a need holds: bits of the first 32, bits of the others. */
interface NeedInHour {
  readonly need: number;
  low: number;
  high: number;
}

/** Builds what the rows of one pair of limits need. `every` in minutes, 1440 at most. */
export function buildHourCells(rows: readonly LimitsRow[], every: number | "never"): HourCells {
  const cuts = listCuts(rows);
  const allowed = rows.map((row) => Array.from({ length: 24 }, (_, hour) => findPartsWithin(row, hour, cuts)));
  const parts = cuts.length - 1;
  const required = rows.flatMap((row, index) =>
    row.required.map((minute) => {
      const hour = Math.floor(minute / 60);
      return [(index * 24 + hour) * parts + cuts.indexOf(minute % 60)];
    }),
  );
  const alone = new Set(required.flat());
  const stretches = every === "never" ? [] : rows.flatMap((_, i) => listNeedIntervals(rows, i, cuts, every));
  const open = stretches.filter((need) => !need.some((point) => alone.has(point)));
  const needs = [...required, ...open];
  const needsIn = groupNeedsByHour(needs, rows.length * 24, parts);
  return { cuts, allowed, needs, requiredCount: required.length, needsIn };
}

/** The minutes of the hour that parts hold. */
export function listMinutes({ cuts }: HourCells, parts: readonly number[]): readonly number[] {
  return parts.flatMap((part) => {
    const [from, to] = [cuts[part] ?? 0, cuts[part + 1] ?? 0];
    return Array.from({ length: to - from }, (_, i) => from + i);
  });
}

function groupNeedsByHour(needs: readonly (readonly number[])[], hours: number, parts: number): HourCells["needsIn"] {
  const byHour: NeedInHour[][] = Array.from({ length: hours }, () => []);
  needs.forEach((points, need) => {
    for (const point of points) {
      const inHour = byHour[Math.floor(point / parts)] ?? [];
      const last = inHour.at(-1);
      const held = last?.need === need ? last : { need, low: 0, high: 0 };
      if (held !== last) inHour.push(held);
      const part = point % parts;
      if (part < 32) held.low |= 1 << part;
      else held.high |= 1 << (part - 32);
    }
  });
  return byHour;
}

/** Firings in some parts of some hours on some rows, as bits. */
interface FiringBits {
  readonly rows: bigint;
  readonly hours: number;
  readonly parts: bigint;
}

/** Finds the needs that firings cover. */
export type NeedsFinder = (firings: FiringBits) => BitSet;

export function createNeedsFinder({ needs, needsIn }: HourCells): NeedsFinder {
  return ({ rows, hours, parts }) => {
    const covered = createBitSet(needs.length);
    const low = Number(BigInt.asIntN(32, parts));
    const high = Number(BigInt.asIntN(32, parts >> 32n));
    for (const row of listRows(rows)) {
      for (let hour = 0; hour < 24; hour++) {
        if (((hours >> hour) & 1) === 0) continue;
        for (const held of needsIn[row * 24 + hour] ?? []) {
          if (((held.low & low) | (held.high & high)) !== 0) addNumber(covered, held.need);
        }
      }
    }
    return covered;
  };
}

function listCuts(rows: readonly LimitsRow[]): readonly number[] {
  const edges = rows.flatMap(({ runs, required }) => [
    ...runs.flatMap((run) => [run.from % 60, run.to % 60]),
    ...required.flatMap((minute) => [minute % 60, (minute % 60) + 1]),
  ]);
  return [...new Set([0, 60, ...edges])].toSorted((a, b) => a - b);
}

function findPartsWithin({ runs }: LimitsRow, hour: number, cuts: readonly number[]): bigint {
  let mask = 0n;
  for (let part = 0; part + 1 < cuts.length; part++) {
    const at = hour * 60 + (cuts[part] ?? 0);
    if (runs.some((run) => run.from <= at && at < run.to)) mask |= toRowMask(part);
  }
  return mask;
}

/** A point with the minutes it lasts. */
interface Piece {
  readonly point: number;
  readonly minutes: number;
}

/** The shortest stretches of at least `every` minutes that begin on a row and end while the limits hold. */
function listNeedIntervals(
  rows: readonly LimitsRow[],
  index: number,
  cuts: readonly number[],
  every: number,
): readonly (readonly number[])[] {
  const row = rows[index];
  if (row === undefined) return [];
  return listDistinctRuns(row).flatMap((run) => {
    const own = listPieces(index, run, cuts);
    const within = findShortest(own, own.length, every);
    if (run.to < 1440) return within;
    const across = row.next.flatMap((next) => {
      const first = rows[next]?.runs.find(({ from }) => from === 0);
      const pieces = first === undefined ? [] : listPieces(next, first, cuts);
      return findShortest([...own, ...pieces], own.length, every).slice(within.length);
    });
    return [...within, ...across];
  });
}

function listDistinctRuns({ runs }: LimitsRow): readonly Span[] {
  return [...new Map(runs.map((run) => [run.from, run])).values()];
}

interface Span {
  readonly from: number;
  readonly to: number;
}

function listPieces(row: number, run: Span, cuts: readonly number[]): readonly Piece[] {
  const parts = cuts.length - 1;
  const pieces: Piece[] = [];
  for (let hour = Math.floor(run.from / 60); hour * 60 < run.to; hour++) {
    for (let part = 0; part < parts; part++) {
      const [from, to] = [hour * 60 + (cuts[part] ?? 0), hour * 60 + (cuts[part + 1] ?? 0)];
      if (from < run.from || from >= run.to) continue;
      pieces.push({ point: (row * 24 + hour) * parts + part, minutes: to - from });
    }
  }
  return pieces;
}

/** Stretches that hold no other one, and begin at one of the first `starts` pieces. */
function findShortest(pieces: readonly Piece[], starts: number, every: number): readonly (readonly number[])[] {
  const found: number[][] = [];
  let [end, minutes, lastEnd] = [0, 0, -1];
  for (let start = 0; start < starts; start++) {
    while (minutes < every && end < pieces.length) minutes += pieces[end++]?.minutes ?? 0;
    if (minutes < every) break;
    if (end === lastEnd) found.pop();
    found.push(pieces.slice(start, end).map(({ point }) => point));
    lastEnd = end;
    minutes -= pieces[start]?.minutes ?? 0;
  }
  return found;
}
