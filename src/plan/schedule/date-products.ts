import {
  countMonthBlocks,
  type DayBlock,
  findDayBlocks,
  findMonthBlocks,
  listBits,
  type MonthBlock,
} from "./date-blocks";
import { createDaySet, type DaySet, type DaySlots } from "./day-slots";

/**
 * The dates on which an action fires: each of `months` (0-11) in each of `yearClasses`, on weekdays (0 = Monday)
 * or on days of the month: AWS takes one or the other. All sorted, not empty.
 */
export type DateProduct = MonthBlock &
  ({ readonly weekdays: readonly number[] } | { readonly daysOfMonth: readonly number[] });

/**
 * One month of one year class. Weekday masks have bit `weekday`, day masks bit `dayOfMonth - 1`.
 *
 * `required`: weekdays with a required day. `whole`: weekdays whose days are all allowed. `days`: the required
 * days on each weekday. `on`: all days on each weekday. `spare`: more days that it may hold.
 */
interface Cell {
  readonly month: number;
  readonly yearClass: number;
  readonly required: number;
  readonly whole: number;
  readonly days: readonly number[];
  readonly on: readonly number[];
  readonly spare: number;
}

/** `spare`: whether products may hold days that only other months need. */
export interface DateOptions {
  readonly spare: boolean;
}

/** The weekdays of each cell that go by weekday. The other required days go by day of the month. */
type Split = readonly number[];

/**
 * Finds few disjoint products that hold every day of `required` and otherwise only days of `allowed`. It tries
 * weekdays against days of the month, month by month.
 */
export function findDateProducts(
  days: DaySlots,
  required: DaySet,
  allowed: DaySet,
  options: DateOptions,
): readonly DateProduct[] {
  const { cells, byWeekday, byMonth } = findStarts(days, required, allowed, options);
  const [a, b] = [improveSplit(cells, byWeekday, byMonth), improveSplit(cells, byMonth, byWeekday)];
  return buildProducts(cells, countProducts(cells, a) <= countProducts(cells, b) ? a : b);
}

/** Estimates how many products `findDateProducts` gives: never fewer. */
export function countDateProducts(days: DaySlots, required: DaySet, allowed: DaySet, options: DateOptions): number {
  const { cells, byWeekday, byMonth } = findStarts(days, required, allowed, options);
  return Math.min(countProducts(cells, byWeekday), countProducts(cells, byMonth));
}

/** Collects the days on which any of the products fires. */
export function collectDays(products: readonly DateProduct[], days: DaySlots): DaySet {
  const held = createDaySet(days);
  for (const product of products) {
    const dayMask = "weekdays" in product ? 0 : toDayMask(product.daysOfMonth);
    const weekdays = "weekdays" in product ? product.weekdays : [];
    for (const yearClass of product.yearClasses) {
      for (const month of product.months) {
        const word = yearClass * 12 + month;
        const onWeekdays = weekdays.map((weekday) => days.onWeekday[word * 7 + weekday] ?? 0);
        held[word] = onWeekdays.reduce((mask, more) => mask | more, (held[word] ?? 0) | dayMask);
      }
    }
  }
  return held;
}

function toDayMask(daysOfMonth: readonly number[]): number {
  return daysOfMonth.reduce((mask, day) => mask | (1 << (day - 1)), 0);
}

/** The two ways to begin: weekdays wherever they can, or only in months that need no days. */
function findStarts(
  days: DaySlots,
  required: DaySet,
  allowed: DaySet,
  options: DateOptions,
): { readonly cells: readonly Cell[]; readonly byWeekday: Split; readonly byMonth: Split } {
  const cells = listCells(days, required, allowed, options);
  const byWeekday = cells.map(findWholeWeekdays);
  const byMonth = cells.map((cell, i) => (hasPartialWeekday(cell) ? 0 : (byWeekday[i] ?? 0)));
  return { cells, byWeekday, byMonth };
}

/** The cells in which any day is required. */
function listCells(days: DaySlots, required: DaySet, allowed: DaySet, { spare }: DateOptions): readonly Cell[] {
  const cells: Cell[] = [];
  for (let word = 0; word < required.length; word++) {
    const needed = required[word] ?? 0;
    if (needed === 0) continue;
    const free = allowed[word] ?? 0;
    cells.push(createCell(days, word, { needed, allowed: free, spare: spare ? free & ~needed : 0 }));
  }
  return widenCells(cells);
}

/** Days of one month of one year class, as bits. */
interface DaysOfCell {
  readonly needed: number;
  readonly allowed: number;
  readonly spare: number;
}

function createCell({ onWeekday }: DaySlots, word: number, { needed, allowed, spare }: DaysOfCell): Cell {
  let [required, whole] = [0, 0];
  const days = [0, 0, 0, 0, 0, 0, 0];
  const dates = [0, 0, 0, 0, 0, 0, 0];
  for (let weekday = 0; weekday < 7; weekday++) {
    const on = onWeekday[word * 7 + weekday] ?? 0;
    days[weekday] = on & needed;
    dates[weekday] = on;
    if ((on & needed) !== 0) required |= 1 << weekday;
    if ((on & ~allowed) === 0) whole |= 1 << weekday;
  }
  const [month, yearClass] = [word % 12, Math.floor(word / 12)];
  return { month, yearClass, required, whole, days, on: dates, spare };
}

/** Where a firing more does no harm, the weekdays that any cell needs are taken in all of them. */
function widenCells(cells: readonly Cell[]): readonly Cell[] {
  const wanted = cells.reduce((mask, cell) => mask | cell.required, 0);
  return cells.map((cell) => ({ ...cell, required: cell.required | (cell.whole & wanted) }));
}

function findWholeWeekdays(cell: Cell): number {
  return cell.required & cell.whole;
}

/** Whether some days of a weekday are required and others forbidden. */
function hasPartialWeekday(cell: Cell): boolean {
  return (cell.required & ~cell.whole) !== 0;
}

/** Takes a cell's other choice wherever that leaves fewer products, until none does. */
function improveSplit(cells: readonly Cell[], start: Split, other: Split): Split {
  let best = start;
  let fewest = countProducts(cells, best);
  for (let cell = 0; cell < cells.length; cell++) {
    const choice = best[cell] === start[cell] ? other[cell] : start[cell];
    if (choice === undefined || choice === best[cell]) continue;
    const trial = best.with(cell, choice);
    const count = countProducts(cells, trial, fewest);
    if (count < fewest) [best, fewest] = [trial, count];
  }
  return best;
}

/** Counts the products. If there are `below` or more, the count is only a lower bound. */
function countProducts(cells: readonly Cell[], split: Split, below = Infinity): number {
  const weekly = groupWeekdays(cells, split).reduce((sum, { row }) => sum + countMonthBlocks(row), 0);
  if (weekly >= below) return weekly;
  return weekly + findDayBlocks(listMonthsByDay(cells, split)).length;
}

function buildProducts(cells: readonly Cell[], split: Split): readonly DateProduct[] {
  const weekly = groupWeekdays(cells, split).flatMap(({ weekdays, row }) =>
    findMonthBlocks(row).map((block) => ({ ...block, weekdays: listBits(weekdays) })),
  );
  return [...weekly, ...buildDayProducts(cells, split)];
}

/** Weekdays that have the same months. `row[month]`: a mask of the year classes. */
interface WeekdayGroup {
  readonly weekdays: number;
  readonly row: readonly number[];
}

/** Months with the same weekdays together, or weekdays with the same months: whichever gives fewer products. */
function groupWeekdays(cells: readonly Cell[], split: Split): readonly WeekdayGroup[] {
  const byMonths = new Map<number, number[]>();
  cells.forEach(({ month, yearClass }, index) => {
    const weekdays = split[index] ?? 0;
    if (weekdays === 0) return;
    const row = byMonths.get(weekdays) ?? new Array<number>(12).fill(0);
    row[month] = (row[month] ?? 0) | (1 << yearClass);
    byMonths.set(weekdays, row);
  });
  const first = [...byMonths].map(([weekdays, row]) => ({ weekdays, row }));
  if (first.length <= 1) return first;
  const second = regroupByWeekday(first);
  const count = (groups: readonly WeekdayGroup[]): number =>
    groups.reduce((sum, { row }) => sum + countMonthBlocks(row), 0);
  return count(second) < count(first) ? second : first;
}

/** The same months for each weekday; weekdays that agree share one. */
function regroupByWeekday(groups: readonly WeekdayGroup[]): readonly WeekdayGroup[] {
  const rows = new Map<string, { weekdays: number; row: readonly number[] }>();
  for (let weekday = 0; weekday < 7; weekday++) {
    const having = groups.filter(({ weekdays }) => ((weekdays >> weekday) & 1) === 1);
    if (having.length === 0) continue;
    const row = new Array<number>(12).fill(0);
    for (const group of having) {
      for (let month = 0; month < 12; month++) {
        row[month] = (row[month] ?? 0) | (group.row[month] ?? 0);
      }
    }
    const key = row.join();
    const weekdays = (rows.get(key)?.weekdays ?? 0) | (1 << weekday);
    rows.set(key, { weekdays, row });
  }
  return [...rows.values()];
}

/** What the day of the month decides, month by month. */
function listMonthsByDay(cells: readonly Cell[], split: Split): readonly DayBlock[] {
  return cells.flatMap(({ month, yearClass, required, days, on, spare }, index) => {
    const told = split[index] ?? 0;
    if ((required & ~told) === 0) return [];
    let [left, heldBefore] = [0, 0];
    for (let weekday = 0; weekday < 7; weekday++) {
      if (((told >> weekday) & 1) === 0) left |= days[weekday] ?? 0;
      else heldBefore |= on[weekday] ?? 0;
    }
    const free = spare & ~heldBefore;
    return left === 0 ? [] : [{ days: left, free, months: 1 << month, years: 1 << yearClass }];
  });
}

function buildDayProducts(cells: readonly Cell[], split: Split): readonly DateProduct[] {
  return findDayBlocks(listMonthsByDay(cells, split)).map((block) => ({
    months: listBits(block.months),
    yearClasses: listBits(block.years),
    daysOfMonth: listBits(block.days).map((day) => day + 1),
  }));
}
