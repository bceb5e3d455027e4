import type { Day, Days } from "./firing-days";

const twelve = Array.from({ length: 12 }, (_, month) => month);

/** Indexes of days; `byDay`: whether they can be told by day of the month, not by weekday alone. */
export interface DateSet {
  readonly days: readonly number[];
  readonly byDay: boolean;
}

/**
 * Every largest set of days within some that one expression can mean: months times years times weekdays,
 * or months times years times days of the month.
 *
 * A field is one range or a list of single values. So years are a run, or some of those that are told day
 * by day: those before and after have no end, and no list names them all. In them each day of the month
 * falls on every weekday, so days of the month need all weekdays of a month there.
 *
 * In: `within`: for each day whether it may be in a set
 */
export function largestDateSets(
  { list, single }: Days,
  within: readonly boolean[],
): readonly DateSet[] {
  const held = list.flatMap((_, d) => (within[d] === true ? [d] : []));
  if (single.length === 1) return [{ days: held, byDay: true }];
  const byCell = cellsOf(list, single.length);
  const sets = new Map<string, DateSet>();
  for (let years = 1; years < 1 << single.length; years++) {
    if (!canBeTold(years, single)) continue;
    const cells = byCell.filter((_, group) => ((years >> group) & 1) === 1);
    for (const way of [byWeekday, byDayOfMonth]) {
      const good = twelve.map((month) =>
        cells
          .flatMap((months) => months[month] ?? [])
          .reduce((mask, [day, d]) => {
            return within[d] === true ? mask : mask & ~way.shut(day, single[day.years] === true);
          }, -1),
      );
      for (const mask of intersections(good)) {
        const months = twelve.filter((month) => ((good[month] ?? 0) & mask) === mask);
        const days = cells.flatMap((of) => months.flatMap((month) => of[month] ?? []));
        const set = days.flatMap(([day, d]) => ((way.bit(day) & mask) === 0 ? [] : [d]));
        const byDay = way === byDayOfMonth || sets.get(set.join())?.byDay === true;
        if (set.length > 0) sets.set(set.join(), { days: set, byDay });
      }
    }
  }
  return [...sets.values()];
}

/** The bit that tells a day, and the bits that must not be told where the day is not within. */
interface Way {
  readonly bit: (day: Day) => number;
  readonly shut: (day: Day, single: boolean) => number;
}

const byWeekday: Way = {
  bit: ({ weekday }) => 1 << weekday,
  shut: ({ weekday }) => 1 << weekday,
};

const byDayOfMonth: Way = {
  bit: ({ dayOfMonth }) => 1 << dayOfMonth,
  shut: ({ dayOfMonth }, single) => (single ? 1 << dayOfMonth : -1),
};

type Cells = readonly (readonly (readonly (readonly [Day, number])[])[])[];

/** By group of years and month. */
function cellsOf(list: readonly Day[], groups: number): Cells {
  const cells = Array.from({ length: groups }, () => twelve.map((): [Day, number][] => []));
  list.forEach((day, d) => cells[day.years]?.[day.month]?.push([day, d]));
  return cells;
}

function intersections(masks: readonly number[]): ReadonlySet<number> {
  const sets = new Set(masks.filter((mask) => mask !== 0));
  for (const a of sets) for (const b of masks) if ((a & b) !== 0) sets.add(a & b);
  return sets;
}

function canBeTold(years: number, single: readonly boolean[]): boolean {
  const lowest = years & -years;
  const isRun = ((years + lowest) & years) === 0;
  return isRun || single.every((is, group) => is || ((years >> group) & 1) === 0);
}
