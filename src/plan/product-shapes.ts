import type { DayKind } from "./day-kinds";

/** A part of the hour in an hour on a kind of day; hours that are alike count as one. */
export interface Point {
  readonly kind: number;
  readonly hour: number;
  readonly part: number;
}

/** Where products are looked for. */
export interface ProductGround {
  /** At most 64. */
  readonly kinds: readonly DayKind[];
  readonly hourCount: number;
  readonly partCount: number;
  readonly allowed: (point: Point) => boolean;
  /** Sets of points of which one must fire. */
  readonly needs: readonly (readonly Point[])[];
  /** Year classes without end, as bits: the years of a product that has one are a run. */
  readonly endless: number;
  /** The parts of a single minute, as bits: in these no two products may meet. */
  readonly single: number;
}

/**
 * What one action fires at, as bits: year classes, classes of months, hours, parts of the hour, and classes of weekdays
 * or, where `byDate`, of days of the month.
 *
 * `low` and `high`: the kinds of day that it holds, the first 32 and the others
 */
export interface Product {
  readonly byDate: boolean;
  readonly years: number;
  readonly months: number;
  readonly days: number;
  readonly hours: number;
  readonly parts: number;
  readonly low: number;
  readonly high: number;
  /** The kinds of day in its months, whatever their year and day; of its days the same. */
  readonly inMonths: KindSet;
  readonly onDays: KindSet;
}

/** A set of kinds. */
interface KindSet {
  readonly low: number;
  readonly high: number;
}

/** Sets of kinds. */
interface KindSets {
  readonly low: Int32Array;
  readonly high: Int32Array;
}

/** How products grow, and where they meet. */
export class ProductShapes {
  private readonly allowed: KindSets;
  private readonly years: KindSets = kindSets(32);
  private readonly months: KindSets = kindSets(12);
  private readonly weekdays: KindSets = kindSets(7);
  private readonly dates: KindSets = kindSets(31);
  /** By year class, the months whose days are told by date too. */
  private readonly toldByDate = new Int32Array(32);

  constructor(private readonly ground: ProductGround) {
    const { kinds, hourCount, partCount, allowed } = ground;
    this.allowed = kindSets(hourCount * partCount);
    kinds.forEach(({ yearClass, month, weekday, dayOfMonth }, kind) => {
      add(this.years, yearClass, kind);
      add(this.months, month, kind);
      add(this.weekdays, weekday, kind);
      if (dayOfMonth !== undefined) {
        add(this.dates, dayOfMonth, kind);
        this.toldByDate[yearClass] = (this.toldByDate[yearClass] ?? 0) | (1 << month);
      }
      for (let at = 0; at < hourCount * partCount; at++) {
        const point = { kind, hour: Math.floor(at / partCount), part: at % partCount };
        if (allowed(point)) add(this.allowed, at, kind);
      }
    });
  }

  /** The least product that holds a point; undefined where that is not told by date. */
  alone(point: Point, byDate: boolean): Product | undefined {
    return this.with({ ...nothing, byDate }, point);
  }

  /** The least product that holds a point besides; undefined where that holds what is not allowed. */
  with(product: Product, { kind, hour, part }: Point): Product | undefined {
    const { byDate } = product;
    const at = this.ground.kinds[kind];
    const day = byDate ? at?.dayOfMonth : at?.weekday;
    if (at === undefined || day === undefined) return undefined;
    const years = this.run(product.years | (1 << at.yearClass));
    const months = product.months | (1 << at.month);
    if (byDate && !this.isToldByDate(years, months)) return undefined;
    const days = product.days | (1 << day);
    const sets = byDate ? this.dates : this.weekdays;
    const { inMonths, onDays } = product;
    const monthsLow = inMonths.low | (this.months.low[at.month] ?? 0);
    const monthsHigh = inMonths.high | (this.months.high[at.month] ?? 0);
    const daysLow = onDays.low | (sets.low[day] ?? 0);
    const daysHigh = onDays.high | (sets.high[day] ?? 0);
    const low = joined(this.years.low, years) & monthsLow & daysLow;
    const high = joined(this.years.high, years) & monthsHigh & daysHigh;
    const hours = product.hours | (1 << hour);
    const parts = product.parts | (1 << part);
    if (!this.isAllowed(low, high, hours, parts)) return undefined;
    return {
      byDate,
      years,
      months,
      days,
      hours,
      parts,
      low,
      high,
      inMonths: { low: monthsLow, high: monthsHigh },
      onDays: { low: daysLow, high: daysHigh },
    };
  }

  /** The product at one more part in each of its hours. */
  withPart(product: Product, part: number): Product | undefined {
    const parts = product.parts | (1 << part);
    const { low, high, hours } = product;
    return this.isAllowed(low, high, hours, parts) ? { ...product, parts } : undefined;
  }

  /** Whether both fire in a part of a single minute. */
  meet(a: Product, b: Product): boolean {
    return (
      (a.hours & b.hours) !== 0 &&
      (a.parts & b.parts & this.ground.single) !== 0 &&
      ((a.low & b.low) !== 0 || (a.high & b.high) !== 0)
    );
  }

  private run(years: number): number {
    if ((years & this.ground.endless) === 0) return years;
    return (2 << lastBit(years)) - (years & -years);
  }

  private isToldByDate(years: number, months: number): boolean {
    for (let rest = years; rest !== 0; rest &= rest - 1) {
      if ((months & ~(this.toldByDate[firstBit(rest)] ?? 0)) !== 0) return false;
    }
    return true;
  }

  private isAllowed(low: number, high: number, hours: number, parts: number): boolean {
    for (let hour = hours; hour !== 0; hour &= hour - 1) {
      const first = firstBit(hour) * this.ground.partCount;
      for (let part = parts; part !== 0; part &= part - 1) {
        const at = first + firstBit(part);
        if ((low & ~(this.allowed.low[at] ?? 0)) !== 0) return false;
        if ((high & ~(this.allowed.high[at] ?? 0)) !== 0) return false;
      }
    }
    return true;
  }
}

const nothing: Product = {
  byDate: false,
  years: 0,
  months: 0,
  days: 0,
  hours: 0,
  parts: 0,
  low: 0,
  high: 0,
  inMonths: { low: 0, high: 0 },
  onDays: { low: 0, high: 0 },
};

/** Whether a product fires at a point. */
export function firesAt(
  { hours, parts, low, high }: Product,
  { kind, hour, part }: Point,
): boolean {
  return ((hours >> hour) & (parts >> part) & ((kind < 32 ? low : high) >> (kind & 31)) & 1) === 1;
}

/** Whether a product holds another one, both told in the same way. */
export function includes(a: Product, b: Product): boolean {
  return (
    a.byDate === b.byDate &&
    (b.years & ~a.years) === 0 &&
    (b.months & ~a.months) === 0 &&
    (b.days & ~a.days) === 0 &&
    (b.hours & ~a.hours) === 0 &&
    (b.parts & ~a.parts) === 0
  );
}

/** The products that hold no other one, each once. */
export function leastOf(products: readonly Product[]): readonly Product[] {
  return products.filter(
    (a, i) => !products.some((b, j) => i !== j && includes(a, b) && (j < i || !includes(b, a))),
  );
}

function kindSets(count: number): KindSets {
  return { low: new Int32Array(count), high: new Int32Array(count) };
}

function add({ low, high }: KindSets, set: number, kind: number): void {
  const bits = kind < 32 ? low : high;
  bits[set] = (bits[set] ?? 0) | (1 << (kind & 31));
}

/** What is in any of the sets whose bits are set. */
function joined(bits: Int32Array, sets: number): number {
  let all = 0;
  for (let rest = sets; rest !== 0; rest &= rest - 1) all |= bits[firstBit(rest)] ?? 0;
  return all;
}

function firstBit(mask: number): number {
  return 31 - Math.clz32(mask & -mask);
}

function lastBit(mask: number): number {
  return 31 - Math.clz32(mask);
}
