import type { Demand } from "./demand";

/** A history that was made comparable: each week at the level of the last, and days that mislead left out. */
export interface WeighedHistory {
  readonly demand: Demand;
  /** 1 for each day that counts, 0 for each that is left out. */
  readonly weights: Float64Array;
  /** Days left out because they look like a weekend or are holidays, and days with few data. As indexes. */
  readonly quietDays: readonly number[];
  readonly emptyDays: readonly number[];
  /** Demand of the last week over that of the first. 1 for a history of less than two weeks. */
  readonly growth: number;
  /** Share of the ups and downs within a day that other days of its group do not show at the same time. */
  readonly unexplained: number;
}

const slotMinutes = 30;
const slots = 1440 / slotMinutes;

/** Weekends below this share of weekdays show what a holiday looks like. */
const quietWeekend = 0.8;

/** A level is not corrected by more than this factor. */
const maxLevelFactor = 4;

export function isWeekend({ firstDay }: Demand, day: number): boolean {
  return (firstDay + day + 3) % 7 >= 5;
}

/** Weighs the days of a history. `holidays`: days since 1970-01-01. */
export function weighHistory(demand: Demand, holidays: ReadonlySet<number>): WeighedHistory {
  const profiles = listProfiles(demand);
  const levels = profiles.map((profile) => average(profile.filter((rate) => rate >= 0)));
  const isEmpty = (day: number) => (profiles[day] ?? []).filter((rate) => rate >= 0).length < slots / 2;
  const days = levels.map((_, day) => day);
  const full = days.filter((day) => !isEmpty(day));
  const middle = (weekend: boolean) =>
    median(full.filter((day) => isWeekend(demand, day) === weekend).map((day) => levels[day] ?? 0));
  const [weekday, weekend] = [middle(false), middle(true)];
  const isQuiet = (day: number) => {
    if (holidays.has(demand.firstDay + day)) return true;
    return weekend < quietWeekend * weekday && !isWeekend(demand, day) && (levels[day] ?? 0) < (weekday + weekend) / 2;
  };
  const quietDays = full.filter(isQuiet);
  // A history of holidays alone is all there is.
  const left = quietDays.length < full.length ? quietDays : [];
  const weights = Float64Array.from(days, (day) => (isEmpty(day) || left.includes(day) ? 0 : 1));
  const factors = findLevelFactors(levels, weights);
  return {
    demand: scaleDays(demand, factors),
    weights,
    quietDays: left,
    emptyDays: days.filter(isEmpty),
    growth: factors[0] ?? 1,
    unexplained: measureUnexplained(demand, profiles, levels, weights),
  };
}

/** Returns the mean rate of each half hour of each day. NaN: not known. */
function listProfiles({ rates, minuteOfWeek, day, days }: Demand): readonly (readonly number[])[] {
  const [sums, counts] = [0, 1].map(() => Array.from({ length: days }, () => new Array<number>(slots).fill(0)));
  for (const [minute, rate] of rates.entries()) {
    const [sum, count] = [sums?.[day[minute] ?? 0], counts?.[day[minute] ?? 0]];
    const slot = Math.floor(((minuteOfWeek[minute] ?? 0) % 1440) / slotMinutes);
    if (!(rate >= 0) || sum === undefined || count === undefined) continue;
    sum[slot] = (sum[slot] ?? 0) + rate;
    count[slot] = (count[slot] ?? 0) + 1;
  }
  return (sums ?? []).map((sum, index) => sum.map((total, slot) => total / (counts?.[index]?.[slot] ?? 0)));
}

/** Returns for each day the factor from its week's level to the last week's, without the week's two extreme days. */
function findLevelFactors(levels: readonly number[], weights: Float64Array): readonly number[] {
  const weeks = Math.floor(levels.length / 7);
  const byWeek = Array.from({ length: weeks }, (_, week) => {
    const first = levels.length - 7 * (week + 1);
    const counted = levels.slice(first, first + 7).filter((_, day) => (weights[first + day] ?? 0) > 0);
    const sorted = counted.toSorted((a, b) => a - b);
    return average(sorted.length > 4 ? sorted.slice(1, -1) : sorted);
  });
  return levels.map((_, day) => {
    const week = Math.min(weeks - 1, Math.floor((levels.length - 1 - day) / 7));
    const factor = (byWeek[0] ?? 1) / (byWeek[week] ?? 1);
    return factor > 0 ? Math.min(maxLevelFactor, Math.max(1 / maxLevelFactor, factor)) : 1;
  });
}

function scaleDays(demand: Demand, factors: readonly number[]): Demand {
  return { ...demand, rates: demand.rates.map((rate, minute) => rate * (factors[demand.day[minute] ?? 0] ?? 1)) };
}

function measureUnexplained(
  demand: Demand,
  profiles: readonly (readonly number[])[],
  levels: readonly number[],
  weights: Float64Array,
): number {
  const counted = levels.map((_, day) => day).filter((day) => (weights[day] ?? 0) > 0 && (levels[day] ?? 0) > 0);
  const shapes = profiles.map((profile, day) => profile.map((rate) => rate / (levels[day] ?? 1)));
  let [off, all] = [0, 0];
  for (const day of counted) {
    const peers = counted.filter((other) => other !== day && isWeekend(demand, other) === isWeekend(demand, day));
    if (peers.length === 0) continue;
    const weight = (levels[day] ?? 0) ** 2;
    for (const [slot, rate] of (shapes[day] ?? []).entries()) {
      const usual = average(peers.map((other) => shapes[other]?.[slot] ?? NaN).filter((value) => value >= 0));
      if (!(rate >= 0) || !(usual >= 0)) continue;
      off += weight * (rate - usual) ** 2;
      all += weight * (rate - 1) ** 2;
    }
  }
  return all === 0 ? 0 : off / all;
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
