import { hasOverlap } from "./bit-set";
import type { DayRun, LimitsRow } from "./day-profiles";
import type { DaySet } from "./day-slots";
import type { TimeProduct } from "./time-blocks";

/**
 * When a block may fire: at all of `minutes` in all of `hours`. `rows`: those that need it. `days`: all on which
 * it fires, which may include days of other rows.
 */
interface BlockFiring {
  readonly rows: readonly number[];
  readonly days: DaySet;
  readonly hours: readonly number[];
  readonly minutes: readonly number[];
}

/**
 * Chooses few minutes for each block, so that no two fire in one minute and rows have all that they need.
 *
 * A block keeps its required minutes and leaves those that other blocks keep. Then each in turn gives up what it
 * can, first the minutes off the grid of the re-assertion. If two then need the same minute, it tries again with
 * firings twice as close, which leaves more room.
 * @param blocks Together they have all that rows need if they fire at all their minutes.
 * @returns One product for each block, in order. undefined if two need the same minute.
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
    this.meeting = blocks.map((a) => blocks.flatMap((b, index) => (a !== b && hasCommonHour(a, b) ? [index] : [])));
  }

  /** Whether no other block keeps a minute that this one keeps. */
  keepsApart(index: number): boolean {
    return this.kept[index]?.every((minute) => this.isFree(index, minute)) === true;
  }

  /** Gives up the minutes that others keep. Returns whether it can. */
  keepClear(index: number, every: number | "never"): boolean {
    const minutes = this.times[index]?.minutes ?? [];
    return minutes.every((minute) => this.isFree(index, minute) || this.withoutMinute(index, minute, every));
  }

  /** Gives up what it can, also hours if `hoursToo`. Keeps the rest. */
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

  private giveUp(index: number, less: TimeProduct, left: TimeProduct, every: number | "never"): boolean {
    const given = this.firings.giveUp(this.blocks[index]?.rows ?? [], less, every);
    if (given) this.times[index] = left;
    return given;
  }
}

const noTimes: TimeProduct = { hours: [], minutes: [] };

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

/** Counts how many blocks fire at each minute of each row, while blocks give up minutes. */
class RowFirings {
  private readonly fired: readonly Uint16Array[];
  private readonly required: readonly ReadonlySet<number>[];
  /** The run that each minute lies in. */
  private readonly runs: readonly (readonly (DayRun | undefined)[])[];
  private readonly before: readonly (readonly number[])[];

  constructor(private readonly rows: readonly LimitsRow[]) {
    this.fired = rows.map(() => new Uint16Array(1440));
    this.required = rows.map((row) => new Set(row.required));
    this.runs = rows.map(({ runs }) => {
      const at = new Array<DayRun | undefined>(1440);
      for (const run of runs) at.fill(run, run.from, run.to);
      return at;
    });
    this.before = rows.map((_, row) => rows.flatMap(({ next }, index) => (next.includes(row) ? [index] : [])));
  }

  add(rows: readonly number[], times: TimeProduct): void {
    this.count(rows, times, 1);
  }

  /** Removes firings of one block if rows still have all they need. Returns whether it did. */
  giveUp(rows: readonly number[], times: TimeProduct, every: number | "never"): boolean {
    this.count(rows, times, -1);
    const fine = rows.every((row) =>
      times.hours.every((hour) => times.minutes.every((minute) => this.isFine(row, hour * 60 + minute, every))),
    );
    if (!fine) this.count(rows, times, 1);
    return fine;
  }

  private count(rows: readonly number[], { hours, minutes }: TimeProduct, by: 1 | -1): void {
    for (const row of rows) {
      const fired = this.fired[row];
      if (fired === undefined) continue;
      for (const hour of hours) {
        for (const minute of minutes) {
          const at = hour * 60 + minute;
          fired[at] = (fired[at] ?? 0) + by;
        }
      }
    }
  }

  private isFine(row: number, minute: number, every: number | "never"): boolean {
    if ((this.fired[row]?.[minute] ?? 0) > 0) return true;
    if (this.required[row]?.has(minute) === true) return false;
    if (every === "never") return true;
    return this.firstAfter(row, minute, every) - this.lastBefore(row, minute, every) <= every;
  }

  /** Finds the last firing before a minute, at most `every` before it, or the minute before the limits begin. */
  private lastBefore(row: number, minute: number, every: number): number {
    const run = this.runs[row]?.[Math.min(minute, 1439)];
    const from = run?.from ?? 0;
    const fired = this.fired[row];
    for (let at = minute - 1; at >= from && at > minute - every; at--) {
      if ((fired?.[at] ?? 0) > 0) return at;
    }
    if (minute - every >= from) return minute - every;
    const before = this.before[row] ?? [];
    if (from > 0 || before.length === 0) return from - 1;
    return Math.min(...before.map((other) => this.lastBefore(other, 1440, every) - 1440));
  }

  /** Finds the first firing after a minute, at most `every` after it, or the minute at which the limits end. */
  private firstAfter(row: number, minute: number, every: number): number {
    const to = this.runs[row]?.[Math.max(minute, 0)]?.to ?? 1440;
    const fired = this.fired[row];
    for (let at = minute + 1; at < to && at < minute + every; at++) {
      if ((fired?.[at] ?? 0) > 0) return at;
    }
    const next = this.rows[row]?.next ?? [];
    if (to < 1440 || minute + every < to || next.length === 0) return Math.min(to, minute + every);
    return 1440 + Math.max(...next.map((other) => this.firstAfter(other, -1, every)));
  }
}
