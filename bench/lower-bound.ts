import { dayProfiles, type DayProfile } from "../src/plan/day-profiles";
import { daySlots, type DaySlot, type DaySlots } from "../src/plan/day-slots";
import { sameLimits, type Limits } from "../src/timetable/limits";
import type { Timeline } from "../src/timetable/timeline";

/** Solves a covering problem's relaxation: the least total weight with which sets cover each item. */
export type SolveCover = (itemCount: number, sets: readonly (readonly number[])[]) => number;

/**
 * A number of actions that no plan of a timeline can be below.
 *
 * An action sets one pair of limits, so pairs add up. Of one pair, stretches of the day are taken in a
 * row, each with the days that no stretch before it has: an action that serves one of these days in one
 * stretch cannot serve a day of an earlier stretch, since it would fire in that stretch on a day on which
 * other limits hold. So they add up too. Days of one stretch need at least as many actions as the relaxed
 * cover of the days by all dates that a cron expression can mean; twice that where no single pattern of
 * minutes and hours can serve the stretch.
 */
export function lowerBound(timeline: Timeline, reassertEvery: number, solve: SolveCover): number {
  const days = daySlots(timeline.dated);
  const profiles = dayProfiles(timeline, days);
  const limits = new Map(
    profiles.flatMap(({ runs }) => runs.map((run) => [JSON.stringify(run.limits), run.limits])),
  );
  return [...limits.values()].reduce(
    (sum, pair) => sum + boundOf(pair, profiles, days, reassertEvery, solve),
    0,
  );
}

interface Column {
  readonly from: number;
  readonly to: number;
  readonly days: ReadonlySet<number>;
  readonly products: number;
}

function boundOf(
  pair: Limits,
  profiles: readonly DayProfile[],
  days: DaySlots,
  reassertEvery: number,
  solve: SolveCover,
): number {
  const columns = columnsOf(pair, profiles, reassertEvery);
  const seen = new Set<number>();
  let bound = 0;
  for (const column of columns.toSorted((a, b) => a.days.size - b.days.size)) {
    const needed = [...column.days].filter((day) => !seen.has(day));
    needed.forEach((day) => seen.add(day));
    if (needed.length > 0) bound += column.products * cover(days, needed, column.days, solve);
  }
  return Math.ceil(bound - 1e-6);
}

/**
 * The day cut wherever a run of these limits begins or ends, so that on any day they hold in all of a
 * column or in none of it; only columns that cannot be without a firing.
 */
function columnsOf(
  pair: Limits,
  profiles: readonly DayProfile[],
  reassertEvery: number,
): readonly Column[] {
  const kinds = profiles.map(({ runs, slots }) => ({
    slots,
    runs: runs.filter((run) => sameLimits(run.limits, pair)),
  }));
  const edges = [...new Set(kinds.flatMap(({ runs }) => runs.flatMap((r) => [r.from, r.to])))];
  const sorted = edges.toSorted((a, b) => a - b);
  return sorted.slice(0, -1).flatMap((from, index) => {
    const to = sorted[index + 1] ?? from;
    const holding = kinds.filter(({ runs }) => runs.some((r) => r.from <= from && to <= r.to));
    const begins = holding.every(({ runs }) => runs.some((r) => r.from === from && r.changes));
    if (holding.length === 0 || (to - from < reassertEvery && !begins)) return [];
    return [{ from, to, days: new Set(holding.flatMap(({ slots }) => slots)), products: 1 }];
  });
}

const covers = new Map<string, number>();

/** The relaxed cover of days by every largest product that stays within the allowed ones. */
function cover(
  { slots, yearClasses }: DaySlots,
  needed: readonly number[],
  allowed: ReadonlySet<number>,
  solve: SolveCover,
): number {
  const key = `${needed.join()}/${[...allowed].join()}/${yearClasses.map((y) => y.first).join()}`;
  const known = covers.get(key);
  if (known !== undefined) return known;
  const item = new Map(needed.map((day, index) => [day, index]));
  const sets = new Map<string, readonly number[]>();
  const add = (days: readonly DaySlot[]): void => {
    const items = days.flatMap(({ index }) => item.get(index) ?? []);
    if (items.length > 0) sets.set(items.join(), items);
  };
  const cells = cellsOf(slots, yearClasses.length);
  for (const set of weekdaySets(cells, yearClasses.length, allowed)) add(set);
  const single = yearClasses.map((years) => !years.repeats);
  for (const set of daySets(cells, single, allowed)) add(set);
  const bound = solve(needed.length, [...sets.values()]);
  covers.set(key, bound);
  return bound;
}

/** `cells[yearClass][month]`: the days of a month. */
type Cells = readonly (readonly (readonly DaySlot[])[])[];

function cellsOf(slots: readonly DaySlot[], classes: number): Cells {
  return Array.from({ length: classes }, (_, yearClass) =>
    Array.from({ length: 12 }, (_month, month) =>
      slots.filter((slot) => slot.yearClass === yearClass && slot.month === month),
    ),
  );
}

/** Weekdays times a run or a list of years times all months in which every such day is allowed. */
function* weekdaySets(cells: Cells, classes: number, allowed: ReadonlySet<number>) {
  const whole = cells.map((months) =>
    months.map((days) => {
      const broken = days.filter((day) => !allowed.has(day.index)).map((day) => 1 << day.weekday);
      return 127 & ~broken.reduce((mask, bit) => mask | bit, 0);
    }),
  );
  for (let years = 1; years < 1 << classes; years++) {
    const chosen = cells.map((_, y) => y).filter((y) => (years >> y) & 1);
    for (let weekdays = 1; weekdays < 128; weekdays++) {
      const months = Array.from({ length: 12 }, (_, month) => month).filter((month) =>
        chosen.every((y) => ((whole[y]?.[month] ?? 0) & weekdays) === weekdays),
      );
      yield chosen.flatMap((y) =>
        months.flatMap((month) =>
          (cells[y]?.[month] ?? []).filter((day) => (weekdays >> day.weekday) & 1),
        ),
      );
    }
  }
}

/** Months times years, told one by one, times all days of the month that are allowed in each of them. */
function* daySets(cells: Cells, single: readonly boolean[], allowed: ReadonlySet<number>) {
  const classes = single.map((is, y) => (is ? y : -1)).filter((y) => y >= 0);
  for (let years = 1; years < 1 << classes.length; years++) {
    const chosen = classes.filter((_, i) => (years >> i) & 1);
    const forbidden = Array.from({ length: 12 }, (_, month) =>
      chosen
        .flatMap((y) => cells[y]?.[month] ?? [])
        .reduce(
          (mask, day) => (allowed.has(day.index) ? mask : mask | (1 << (day.dayOfMonth ?? 0))),
          0,
        ),
    );
    for (let months = 1; months < 4096; months++) {
      const list = forbidden.map((_, month) => month).filter((month) => (months >> month) & 1);
      const out = list.reduce((mask, month) => mask | (forbidden[month] ?? 0), 0);
      yield chosen.flatMap((y) =>
        list.flatMap((month) =>
          (cells[y]?.[month] ?? []).filter((day) => ((out >> (day.dayOfMonth ?? 0)) & 1) === 0),
        ),
      );
    }
  }
}
