import type { DaySet, DaySlots } from "./day-slots";

/**
 * The dates on which one scheduled action fires: each of `months` in each of `yearClasses`, on these
 * weekdays or on these days of the month (AWS takes one or the other).
 *
 * All sorted and not empty; `months` 0-11, `weekdays` 0-6 with Monday 0, `daysOfMonth` 1-31,
 * `yearClasses` indexes into `DaySlots.yearClasses`
 */
export type DateProduct = {
  readonly months: readonly number[];
  readonly yearClasses: readonly number[];
} & ({ readonly weekdays: readonly number[] } | { readonly daysOfMonth: readonly number[] });

/**
 * Few disjoint products that hold every day of `required` and only days of `allowed`.
 *
 * In: `required` within `allowed`; in a year class that repeats both by month and weekday
 */
export function dateProducts(
  days: DaySlots,
  required: DaySet,
  allowed: DaySet,
): readonly DateProduct[] {
  const cells = cellsOf(days, required, allowed);
  return [
    ...byWeekday(
      cells.filter((cell) => !needsDates(cell)),
      days,
    ),
    ...byDayOfMonth(cells.filter(needsDates)),
  ];
}

/** One month of one year class. Masks have bit `weekday`. */
interface Cell {
  readonly month: number;
  readonly yearClass: number;
  /** Weekdays with a required day, and weekdays of which every day is allowed. */
  readonly required: number;
  readonly allowed: number;
  readonly requiredDays: readonly number[];
}

/** A weekday of which some days are required and others forbidden. */
function needsDates(cell: Cell): boolean {
  return (cell.required & ~cell.allowed) !== 0;
}

/** The cells in which any day is required. */
function cellsOf(days: DaySlots, required: DaySet, allowed: DaySet): readonly Cell[] {
  const size = days.yearClasses.length * 12;
  const needed = new Uint8Array(size);
  const forbidden = new Uint8Array(size);
  const dates: number[][] = Array.from({ length: size }, () => []);
  for (const { index, yearClass, month, weekday, dayOfMonth } of days.slots) {
    const cell = yearClass * 12 + month;
    const bit = 1 << weekday;
    if (allowed[index] === 0) forbidden[cell] = (forbidden[cell] ?? 0) | bit;
    if (required[index] === 0) continue;
    needed[cell] = (needed[cell] ?? 0) | bit;
    if (dayOfMonth !== undefined) dates[cell]?.push(dayOfMonth);
  }
  return dates.flatMap((requiredDays, cell) => {
    const weekdays = needed[cell] ?? 0;
    if (weekdays === 0) return [];
    const allowedWeekdays = 0b1111111 & ~(forbidden[cell] ?? 0);
    const [month, yearClass] = [cell % 12, Math.floor(cell / 12)];
    return [{ month, yearClass, required: weekdays, allowed: allowedWeekdays, requiredDays }];
  });
}

/** One mask for all cells where their don't-cares allow it, else one for each different need. */
function byWeekday(cells: readonly Cell[], days: DaySlots): readonly DateProduct[] {
  const all = cells.reduce((mask, cell) => mask | cell.required, 0);
  const oneMask = cells.every((cell) => (all & ~cell.allowed) === 0);
  const groups = new Map<number, Cell[]>();
  for (const cell of cells) {
    const mask = oneMask ? all : cell.required;
    groups.set(mask, [...(groups.get(mask) ?? []), cell]);
  }
  return [...groups].flatMap(([mask, group]) => {
    const weekdays = [0, 1, 2, 3, 4, 5, 6].filter((weekday) => ((mask >> weekday) & 1) === 1);
    return monthBlocks(group, days.yearClasses.length).map((block) => ({ ...block, weekdays }));
  });
}

/**
 * Months times runs of years that hold exactly the given cells: each month's years as runs, months
 * with the same run together, then every run that others put together can replace is dropped.
 */
function monthBlocks(
  cells: readonly Cell[],
  classes: number,
): readonly { readonly months: readonly number[]; readonly yearClasses: readonly number[] }[] {
  const years = Array.from({ length: 12 }, () => 0);
  for (const { month, yearClass } of cells) years[month] = (years[month] ?? 0) | (1 << yearClass);
  let runs = [...new Set(years.flatMap((mask) => runsOf(mask, classes)))].toSorted((a, b) => b - a);
  for (const run of runs) {
    const rest = runs.filter((other) => other !== run);
    if (years.every((mask) => partition(mask, rest) !== undefined)) runs = rest;
  }
  const months = new Map<number, number[]>();
  years.forEach((mask, month) => {
    for (const run of partition(mask, runs) ?? []) {
      months.set(run, [...(months.get(run) ?? []), month]);
    }
  });
  return [...months].map(([run, list]) => ({
    months: list,
    yearClasses: Array.from({ length: classes }, (_, i) => i).filter((i) => ((run >> i) & 1) === 1),
  }));
}

/** The runs of consecutive bits of a mask, each as a mask. */
function runsOf(mask: number, size: number): readonly number[] {
  const runs: number[] = [];
  let run = 0;
  for (let bit = 0; bit <= size; bit++) {
    if (((mask >> bit) & 1) === 1) run |= 1 << bit;
    else if (run !== 0) {
      runs.push(run);
      run = 0;
    }
  }
  return runs;
}

/** Disjoint `parts` that together are exactly `mask`. */
function partition(mask: number, parts: readonly number[]): readonly number[] | undefined {
  if (mask === 0) return [];
  const lowest = mask & -mask;
  for (const part of parts) {
    if ((part & lowest) === 0 || (part & ~mask) !== 0) continue;
    const rest = partition(mask & ~part, parts);
    if (rest !== undefined) return [part, ...rest];
  }
  return undefined;
}

/** The days of each month, months with the same days together, then years with the same months and days. */
function byDayOfMonth(cells: readonly Cell[]): readonly DateProduct[] {
  const byYear = groupBy(cells, (cell) => `${cell.yearClass}:${cell.requiredDays.join()}`);
  const blocks = byYear.map((group) => ({
    months: group.map((cell) => cell.month),
    yearClass: group[0]?.yearClass ?? 0,
    daysOfMonth: group[0]?.requiredDays ?? [],
  }));
  return groupBy(blocks, (block) => `${block.months.join()}:${block.daysOfMonth.join()}`).map(
    (group) => ({
      months: group[0]?.months ?? [],
      yearClasses: group.map((block) => block.yearClass),
      daysOfMonth: group[0]?.daysOfMonth ?? [],
    }),
  );
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): readonly (readonly T[])[] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return [...groups.values()];
}
