import type { Days } from "./firing-days";

/** Everything is reckoned modulo this prime, which makes a rank no larger. */
const prime = 65521;

/** Differences between days of the month that are a week apart: those from 29 on are not in each month. */
const [steps, inAll] = [24, 21];

/** More sums than this are taken for all there are. */
const mostSums = 1000;

/**
 * A month of a year that is told day by day, or a sum of such months, each with a factor.
 *
 * `steps[k]`: the day `k` less the day a week later, known where `length` is above `k + 7`;
 * `byClass[r]`: what the days `r`, `r + 7`, … that are told by day of the month may come to, undefined: anything
 */
interface Row {
  readonly length: number;
  readonly steps: readonly number[];
  readonly byClass: readonly (ReadonlySet<number> | undefined)[];
}

/**
 * How many products by day of the month there are at least wherever products share out some days, none
 * twice; README.md says why.
 *
 * In: `wanted`: for each day whether it is one of them; undefined where that is open
 */
export function dayProductRank(days: Days, wanted: readonly (boolean | undefined)[]): number {
  const rows = monthsOf(days, wanted).map(rowOf);
  const ranks = Array.from({ length: steps - inAll + 1 }, (_, more) => {
    const { rank, left } = reduced(rows, inAll + more);
    return rank + apartByClass(left);
  });
  return Math.max(...ranks);
}

function monthsOf(
  { list, single }: Days,
  wanted: readonly (boolean | undefined)[],
): readonly (readonly boolean[])[] {
  const months = new Map<number, (boolean | undefined)[]>();
  list.forEach(({ years, month }, d) => {
    if (single[years] !== true) return;
    const days = months.get(years * 12 + month) ?? [];
    months.set(years * 12 + month, days);
    days.push(wanted[d]);
  });
  return [...months.values()].flatMap((days) => {
    const known = days.flatMap((is) => is ?? []);
    return known.length === days.length ? [known] : [];
  });
}

function rowOf(days: readonly boolean[]): Row {
  const number = (day: number): number => Number(days[day] === true);
  return {
    length: days.length,
    steps: Array.from({ length: steps }, (_, k) => modulo(number(k) - number(k + 7))),
    byClass: Array.from({ length: 7 }, (_, r) => {
      const whole = days.every((is, day) => is || day % 7 !== r);
      return new Set(whole ? [0, 1] : [number(r)]);
    }),
  };
}

/** Gauss's elimination. Out: the rows that have nothing in the first columns and are known in them */
function reduced(
  rows: readonly Row[],
  columns: number,
): { readonly rank: number; readonly left: readonly Row[] } {
  let [left, rank] = [rows, 0];
  for (let k = 0; k < columns; k++) {
    const known = left.filter(({ length }) => length > k + 7);
    const [pivot] = known
      .filter((row) => row.steps[k] !== 0)
      .toSorted((a, b) => b.length - a.length);
    if (pivot === undefined) continue;
    rank++;
    left = known.flatMap((row) => (row === pivot ? [] : [without(row, pivot, k)]));
  }
  return { rank, left };
}

function without(row: Row, pivot: Row, k: number): Row {
  const factor = quotient(row.steps[k] ?? 0, pivot.steps[k] ?? 1);
  if (factor === 0) return row;
  return {
    length: Math.min(row.length, pivot.length),
    steps: row.steps.map((step, i) => modulo(step - factor * (pivot.steps[i] ?? 0))),
    byClass: row.byClass.map((sums, r) => less(sums, factor, pivot.byClass[r])),
  };
}

/** Rows of which, whatever their days come to, none is a sum of multiples of the others. */
function apartByClass(rows: readonly Row[]): number {
  const pivots: { readonly row: Row; readonly r: number; readonly value: number }[] = [];
  const isApart = (row: Row, index: number): boolean => {
    const pivot = pivots[index];
    if (pivot === undefined) return row.byClass.some((sums) => sums?.has(0) === false);
    const sums = row.byClass[pivot.r];
    return (
      sums !== undefined &&
      [...sums].every((sum) => {
        const factor = quotient(sum, pivot.value);
        const byClass = row.byClass.map((of, r) => less(of, factor, pivot.row.byClass[r]));
        return isApart({ ...row, byClass }, index + 1);
      })
    );
  };
  let count = 0;
  for (const row of rows) {
    if (!isApart(row, 0)) continue;
    count++;
    const r = row.byClass.findIndex((sums) => sums?.size === 1 && !sums.has(0));
    const [value] = row.byClass[r] ?? [];
    const clear = pivots.every((pivot) => isZero(row.byClass[pivot.r]));
    if (value === undefined || !clear) return count;
    pivots.push({ row, r, value });
  }
  return count;
}

function isZero(sums: ReadonlySet<number> | undefined): boolean {
  return sums?.size === 1 && sums.has(0);
}

function less(
  sums: ReadonlySet<number> | undefined,
  factor: number,
  others: ReadonlySet<number> | undefined,
): ReadonlySet<number> | undefined {
  if (factor === 0) return sums;
  if (sums === undefined || others === undefined) return undefined;
  const all = new Set(
    [...sums].flatMap((sum) => [...others].map((other) => modulo(sum - factor * other))),
  );
  return all.size > mostSums ? undefined : all;
}

function modulo(number: number): number {
  return ((number % prime) + prime) % prime;
}

function quotient(a: number, b: number): number {
  let [inverse, power] = [1, b];
  for (let rest = prime - 2; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) inverse = (inverse * power) % prime;
    power = (power * power) % prime;
  }
  return (a * inverse) % prime;
}
