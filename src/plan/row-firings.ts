import type { DayRun } from "./day-profiles";
import type { LimitsRow } from "./limits-rows";
import type { TimeProduct } from "./time-product";

/** How many blocks fire at each minute of each row, while they give up minutes. */
export class RowFirings {
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
    this.before = rows.map((_, row) =>
      rows.flatMap(({ next }, index) => (next.includes(row) ? [index] : [])),
    );
  }

  add(rows: readonly number[], times: TimeProduct): void {
    this.count(rows, times, 1);
  }

  /** Takes firings of one block away. Out: whether rows still have all they need; else nothing is taken */
  giveUp(rows: readonly number[], times: TimeProduct, every: number | "never"): boolean {
    this.count(rows, times, -1);
    const fine = rows.every((row) =>
      times.hours.every((hour) =>
        times.minutes.every((minute) => this.isFine(row, hour * 60 + minute, every)),
      ),
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

  /** The last firing before a minute, or the minute before the limits begin; `every` before it where there is none. */
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

  /** The first firing after a minute, or where the limits end; `every` after it where there is none. */
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
