import { minutesPerWeek } from "../timetable";
import type { Demand } from "./demand";
import { addAt, type Fleet, type RunRecord } from "./run-demand";

/** Days on which a window begins. */
type DayGroup = "daily" | "mon-fri" | "sat-sun";

/** `from` and `to`: slots from the midnight at which the days begin; they may lie on the day after. */
export interface FoundWindow {
  readonly days: DayGroup;
  readonly from: number;
  readonly to: number;
  readonly min: number;
}

export interface FoundTimetable {
  readonly baseline: number;
  readonly windows: readonly FoundWindow[];
}

export const slotMinutes = 30;
export const slotsPerDay = 1440 / slotMinutes;
const shortestSlots = 60 / slotMinutes;

const dayGroups = ["daily", "mon-fri", "sat-sun"] as const;

/** What the windows are fitted to. `weights`: how much each day counts. `firstSlot`: of the day, with the least demand. */
export interface FitDays {
  readonly demand: Demand;
  readonly weights: Float64Array;
  readonly firstSlot: number;
}

/**
 * What each slot of a group's day costs with each min, beyond a run without windows: instance-hours, requests short and
 * hours short. Index: slot * (highest + 1) + min.
 */
export interface SlotCosts {
  readonly highest: number;
  readonly groups: Readonly<Record<DayGroup, GroupCosts>>;
}

interface GroupCosts {
  days: number;
  readonly paid: Float64Array;
  readonly short: Float64Array;
  readonly hours: Float64Array;
}

/** How much of a window's rise a run without windows has not made by then; a rise is paid early. */
const riseShare = 0.7;

/** Returns the slot of the day with the least demand, where a day of windows begins. */
export function findQuietSlot({ rates, minuteOfWeek }: Demand): number {
  const sums = new Float64Array(slotsPerDay);
  for (let minute = 0; minute < rates.length; minute++) {
    const rate = rates[minute] ?? NaN;
    if (rate > 0) addAt(sums, Math.floor(((minuteOfWeek[minute] ?? 0) % 1440) / slotMinutes), rate);
  }
  return sums.indexOf(Math.min(...sums));
}

/**
 * Measures what a min would cost and serve in each slot, from a run without windows: the count is then the larger of
 * the min and the run's.
 */
export function measureSlots(
  { demand, weights, firstSlot }: FitDays,
  record: RunRecord,
  { perInstance }: Fleet,
  highest: number,
): SlotCosts {
  const groups = { "mon-fri": createGroup(highest), "sat-sun": createGroup(highest) };
  let [slot, needed, weight, group] = [-1, 0, 0, groups["mon-fri"]];
  for (let minute = 0; minute < demand.rates.length; minute++) {
    const place = ((demand.minuteOfWeek[minute] ?? 0) - firstSlot * slotMinutes + minutesPerWeek) % minutesPerWeek;
    const current = Math.floor((place % 1440) / slotMinutes);
    if (current !== slot) {
      addShortHours(group, slot, Math.min(needed, highest + 1), weight);
      group = place >= 5 * 1440 ? groups["sat-sun"] : groups["mon-fri"];
      weight = weights[demand.day[minute] ?? 0] ?? 0;
      group.days += weight / slotsPerDay;
      [slot, needed] = [current, 0];
    }
    const rate = demand.rates[minute] ?? NaN;
    if (weight === 0 || !(rate >= 0)) continue;
    const start = slot * (highest + 1);
    const [paid, serving] = [record.paid[minute] ?? 0, record.serving[minute] ?? 0];
    for (let min = paid + 1; min <= highest; min++) addAt(group.paid, start + min, (weight * (min - paid)) / 60);
    const count = Math.ceil(rate / perInstance - 1e-9);
    if (count <= serving) continue;
    for (let min = 1; min < Math.min(count, highest + 1); min++) {
      addAt(group.short, start + min, weight * (rate - Math.max(serving, min) * perInstance));
    }
    needed = Math.max(needed, count);
  }
  addShortHours(group, slot, Math.min(needed, highest + 1), weight);
  return { highest, groups: { daily: addGroups(groups["mon-fri"], groups["sat-sun"]), ...groups } };
}

function createGroup(highest: number): GroupCosts {
  const createCosts = () => new Float64Array(slotsPerDay * (highest + 1));
  return { days: 0, paid: createCosts(), short: createCosts(), hours: createCosts() };
}

/** Adds a slot's part of an hour to each min below the needed count. */
function addShortHours({ hours }: GroupCosts, slot: number, needed: number, weight: number): void {
  const width = hours.length / slotsPerDay;
  for (let min = 1; min < needed; min++) addAt(hours, slot * width + min, (weight * slotMinutes) / 60);
}

function addGroups(a: GroupCosts, b: GroupCosts): GroupCosts {
  const add = (key: "paid" | "short" | "hours") => a[key].map((value, index) => value + (b[key][index] ?? 0));
  return { days: a.days + b.days, paid: add("paid"), short: add("short"), hours: add("hours") };
}

/** What a short request and a short hour may cost, in instance-hours. */
export interface Prices {
  readonly request: number;
  readonly hour: number;
}

/** A timetable with its price beyond a run without windows. */
export interface PricedTimetable extends FoundTimetable {
  readonly price: number;
}

/**
 * Finds the cheapest timetable for each number of windows from 0 to `maxWindows`: the same windows on all days, or some
 * on weekdays and others on weekends. Exact for the slot costs, by dynamic programming over the ends of windows.
 */
export function findTimetables(
  costs: SlotCosts,
  prices: Prices,
  { startUpMinutes }: Fleet,
  firstSlot: number,
  maxWindows: number,
): readonly PricedTimetable[] {
  const best: PricedTimetable[] = [];
  const groups = dayGroups.map((days) => new DayPlanner(days, costs, prices, startUpMinutes, firstSlot));
  for (const baseline of listBaselines(costs.highest)) {
    const [daily = [], weekday = [], weekend = []] = groups.map((group) => group.plan(baseline, maxWindows));
    for (let count = 0; count <= maxWindows; count++) {
      const mixed = weekday
        .slice(0, count + 1)
        .map((plan, index) => [plan, ...weekend.slice(count - index).slice(0, 1)]);
      for (const plans of [daily.slice(count, count + 1), ...mixed]) {
        const price = plans.reduce((sum, plan) => sum + plan.price, 0);
        if (price >= (best[count]?.price ?? Infinity)) continue;
        best[count] = { price, baseline, windows: plans.flatMap((plan) => plan.listWindows()) };
      }
    }
  }
  return best;
}

/** Counts in growing steps: 1, 2, 3, 4, 6, 9, 13 … */
function listBaselines(highest: number): readonly number[] {
  const counts = [1];
  for (let count = 2; count <= highest; count = Math.max(count + 1, Math.floor(count * 1.5))) counts.push(count);
  return counts;
}

/** The cheapest windows of a group's day; `price` includes what is short. */
interface DayPlan {
  readonly price: number;
  readonly listWindows: () => readonly FoundWindow[];
}

const ends = slotsPerDay + 1;

/** Plans the day of a group. Stretches of slots are at index from * `ends` + to. */
class DayPlanner {
  private readonly width: number;
  private readonly sums: Float64Array;
  private readonly rise: number;
  private readonly stretchPrice = new Float64Array(ends * ends);
  private readonly stretchMin = new Int16Array(ends * ends);

  public constructor(
    private readonly days: DayGroup,
    { highest, groups }: SlotCosts,
    prices: Prices,
    startUpMinutes: number,
    private readonly firstSlot: number,
  ) {
    const group = groups[days];
    this.width = highest + 1;
    this.rise = (riseShare * group.days * startUpMinutes) / 60;
    this.sums = new Float64Array(ends * this.width);
    for (let index = 0; index < slotsPerDay * this.width; index++) {
      const short = prices.request * (group.short[index] ?? 0) + prices.hour * (group.hours[index] ?? 0);
      this.sums[index + this.width] = (this.sums[index] ?? 0) + (group.paid[index] ?? 0) + short;
    }
    this.priceStretches();
  }

  /** Prices the best min of each stretch of slots. */
  private priceStretches(): void {
    const { sums, width } = this;
    for (let from = 0; from < slotsPerDay; from++) {
      for (let to = from + shortestSlots; to < ends; to++) {
        let price = Infinity;
        let best = 0;
        for (let min = 1; min < width; min++) {
          const own = (sums[to * width + min] ?? 0) - (sums[from * width + min] ?? 0) + this.rise * min;
          if (own < price) {
            price = own;
            best = min;
          }
        }
        this.stretchPrice[from * ends + to] = price;
        this.stretchMin[from * ends + to] = best;
      }
    }
  }

  /** Plans the cheapest day for each number of windows. */
  public plan(baseline: number, maxWindows: number): readonly DayPlan[] {
    const idle = Float64Array.from({ length: ends }, (_, to) => this.sums[to * this.width + baseline] ?? 0);
    let prices: Float64Array = idle;
    const starts: Int16Array[] = [];
    const plans: DayPlan[] = [{ price: idle[slotsPerDay] ?? Infinity, listWindows: () => [] }];
    for (let count = 1; count <= maxWindows; count++) {
      const own = new Int16Array(ends).fill(-1);
      prices = this.addWindow(baseline, idle, prices, own);
      starts.push(own);
      plans.push({
        price: prices[slotsPerDay] ?? Infinity,
        listWindows: () => this.listWindows(starts.slice(0, count)),
      });
    }
    return plans;
  }

  /**
   * Returns the prices of the day up to each slot with one more window than `before`, which ends there or earlier.
   * @param starts Filled with the start of a window that ends at each slot; -1: none ends there.
   */
  private addWindow(baseline: number, idle: Float64Array, before: Float64Array, starts: Int16Array): Float64Array {
    const { stretchPrice, stretchMin } = this;
    const after = new Float64Array(ends).fill(Infinity);
    const saved = this.rise * baseline;
    for (let to = shortestSlots; to < ends; to++) {
      let price = (after[to - 1] ?? Infinity) + (idle[to] ?? 0) - (idle[to - 1] ?? 0);
      for (let from = 0; from <= to - shortestSlots; from++) {
        const own = (before[from] ?? Infinity) + (stretchPrice[from * ends + to] ?? Infinity) - saved;
        if (own >= price || (stretchMin[from * ends + to] ?? 0) <= baseline) continue;
        price = own;
        starts[to] = from;
      }
      after[to] = price;
    }
    return after;
  }

  private listWindows(starts: readonly Int16Array[]): readonly FoundWindow[] {
    const windows: FoundWindow[] = [];
    let to = slotsPerDay;
    for (const own of starts.toReversed()) {
      while (to > 0 && (own[to] ?? -1) < 0) to--;
      const from = own[to] ?? 0;
      const min = this.stretchMin[from * ends + to] ?? 1;
      windows.push({ days: this.days, from: this.firstSlot + from, to: this.firstSlot + to, min });
      to = from;
    }
    return windows.toReversed();
  }
}
