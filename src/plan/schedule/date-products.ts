import { groupBy } from "../../timetable";
import { isWithin, listBits } from "./bits";
import { createDaySet, type DaySet, type PlannedDays, getWeekdays, type YearClass } from "./planned-days";

/**
 * The dates on which an action fires: each of `months` (0-11) in each of `years`, on weekdays (bits, Monday is bit 0)
 * or on days of the month (bit `dayOfMonth - 1`): AWS takes one or the other. `days`: the same as a set.
 */
export type DateProduct = {
  readonly months: readonly number[];
  readonly years: readonly YearClass[];
  readonly days: DaySet;
} & ({ readonly weekdays: number } | { readonly daysOfMonth: number });

/** What is left to cover in one of `PlannedDays.months`, by its `index`. Days and weekdays are bits. */
interface MonthNeed {
  readonly index: number;
  readonly yearIndex: number;
  readonly month: number;
  readonly required: number;
  readonly allowed: number;
  /** Weekdays with a required day. */
  readonly needed: number;
  /** Weekdays whose days are all allowed. */
  readonly free: number;
}

/**
 * Finds few disjoint products that hold every day of `required` and otherwise only days of `allowed`.
 *
 * Months that can go by weekday share products year by year. The days that are left in a month go by day of the month. So
 * one date more changes the product of its month, and at most the one by weekday that the month leaves.
 */
export function findDateProducts(days: PlannedDays, required: DaySet, allowed: DaySet): readonly DateProduct[] {
  let needs = days.months.map((_, index) => readMonth(days, index, required[index] ?? 0, allowed[index] ?? 0));
  const products: DateProduct[] = [];
  for (;;) {
    const byWeekday = needs.filter(({ required: left, needed, free }) => left !== 0 && isWithin(needed, free));
    if (byWeekday.length === 0) break;
    const taken = takeWeekdays(days, byWeekday, needs);
    needs = needs.map((need) => removeDays(days, need, taken));
    products.push(...taken);
  }
  return [
    ...products,
    ...joinDaysOfMonth(
      days,
      needs.filter((need) => need.required !== 0),
    ),
  ];
}

function readMonth({ months }: PlannedDays, index: number, required: number, allowed: number): MonthNeed {
  let [needed, free] = [0, 0];
  months[index]?.onWeekday.forEach((on, weekday) => {
    if ((on & required) !== 0) needed |= 1 << weekday;
    if (isWithin(on, allowed)) free |= 1 << weekday;
  });
  return { index, yearIndex: Math.floor(index / 12), month: index % 12, required, allowed, needed, free };
}

function removeDays(days: PlannedDays, need: MonthNeed, products: readonly DateProduct[]): MonthNeed {
  const gone = products.reduce((mask, { days: held }) => mask | (held[need.index] ?? 0), 0);
  return gone === 0 ? need : readMonth(days, need.index, need.required & ~gone, need.allowed & ~gone);
}

/** Takes the weekdays that suit most of the months, in other months as well where all their days are allowed. */
function takeWeekdays(
  days: PlannedDays,
  byWeekday: readonly MonthNeed[],
  needs: readonly MonthNeed[],
): readonly DateProduct[] {
  const wanted = byWeekday.reduce((mask, { needed }) => mask | needed, 0);
  const choices = new Set(byWeekday.flatMap(({ needed, free }) => [needed, free & wanted]));
  let best: readonly MonthNeed[] = [];
  for (const choice of choices) {
    const fitting = byWeekday.filter(({ needed, free }) => isWithin(needed, choice) && isWithin(choice, free));
    if (fitting.length > best.length) best = fitting;
  }
  const weekdays = best.reduce((mask, { free }) => mask & free, 0x7f);
  const others = needs.filter((need) => !best.includes(need) && isWithin(weekdays, need.free));
  return findYearRows(best, others).map((row) => createWeekdayProduct(days, row, weekdays));
}

/**
 * Groups months as rows: consecutive years that can have the same months. Each row holds all months that do no harm.
 */
function findYearRows(needed: readonly MonthNeed[], harmless: readonly MonthNeed[]): readonly (readonly MonthNeed[])[] {
  const years = [...new Set([...needed, ...harmless].map(({ yearIndex }) => yearIndex))].toSorted((a, b) => a - b);
  interface Row {
    required: number;
    allowed: number;
    last: number;
    readonly years: number[];
  }
  const rows: Row[] = [];
  for (const year of years) {
    const isInYear = ({ yearIndex }: MonthNeed): boolean => yearIndex === year;
    const required = toMonthMask(needed.filter(isInYear));
    const allowed = required | toMonthMask(harmless.filter(isInYear));
    const row = rows.at(-1);
    if (row !== undefined && row.last === year - 1 && isWithin(row.required | required, row.allowed & allowed)) {
      row.required |= required;
      row.allowed &= allowed;
      row.last = year;
      row.years.push(year);
    } else {
      rows.push({ required, allowed, last: year, years: [year] });
    }
  }
  return rows
    .filter(({ required }) => required !== 0)
    .map((row) =>
      [...needed, ...harmless].filter(
        ({ yearIndex, month }) => row.years.includes(yearIndex) && ((row.allowed >> month) & 1) === 1,
      ),
    );
}

function toMonthMask(needs: readonly MonthNeed[]): number {
  return needs.reduce((mask, { month }) => mask | (1 << month), 0);
}

function createWeekdayProduct(days: PlannedDays, needs: readonly MonthNeed[], weekdays: number): DateProduct {
  return { ...createMonths(days, needs, (index) => getWeekdaysAt(days, index, weekdays)), weekdays };
}

function getWeekdaysAt({ months }: PlannedDays, index: number, weekdays: number): number {
  const month = months[index];
  return month === undefined ? 0 : getWeekdays(month, weekdays);
}

function createMonths(days: PlannedDays, needs: readonly MonthNeed[], select: (index: number) => number) {
  const set = createDaySet(days);
  for (const { index } of needs) set[index] = select(index);
  const years = [...new Set(needs.map(({ yearIndex }) => yearIndex))].toSorted((a, b) => a - b);
  return {
    months: listBits(toMonthMask(needs)),
    years: years.flatMap((year) => days.yearClasses[year] ?? []),
    days: set,
  };
}

/** One product for months of a year that need the same days, and for the same months of several years that do. */
function joinDaysOfMonth(days: PlannedDays, needs: readonly MonthNeed[]): readonly DateProduct[] {
  const byYear = groupBy(needs, ({ yearIndex, required }) => `${yearIndex} ${required}`);
  const byMonths = groupBy(byYear, (year) => `${toMonthMask(year)} ${year[0]?.required ?? 0}`);
  return byMonths.map((years) => {
    const joined = years.flat();
    const daysOfMonth = joined[0]?.required ?? 0;
    return { ...createMonths(days, joined, () => daysOfMonth), daysOfMonth };
  });
}
