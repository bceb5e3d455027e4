import { type Demand, minutesPerWeek } from "./demand";
import { addAt, type Fleet, type RunRecord } from "./run-demand";

/** Days on which a window begins. */
export type DayGroup = "daily" | "mon-fri" | "sat-sun";

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

export const dayGroups = ["daily", "mon-fri", "sat-sun"] as const;

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
  readonly groups: Readonly<Record<DayGroup, { days: number; paid: Float64Array; short: Float64Array; hours: Float64Array }>>;
}

/** How much of a window's rise a run without windows has not made by then; a rise is paid early. */
const riseShare = 0.7;

/** Returns the slot of the day with the least demand, where a day of windows begins. */
export function findQuietSlot({ rates, minuteOfWeek }: Demand): number {
  const sums = new Float64Array(slotsPerDay);
  for (const [minute, rate] of rates.entries()) {
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
  const createGroup = () => {
    const [paid, short, hours] = [0, 1, 2].map(() => new Float64Array(slotsPerDay * (highest + 1)));
    return { days: 0, paid: paid ?? new Float64Array(), short: short ?? new Float64Array(), hours: hours ?? new Float64Array() };
  };
  const groups = { daily: createGroup(), "mon-fri": createGroup(), "sat-sun": createGroup() };
  let [slot, needed, weight] = [-1, 0, 0];
  let group = groups["mon-fri"];
  const closeSlot = () => {
    for (let min = 1; min < Math.min(needed, highest + 1); min++) {
      addAt(group.hours, slot * (highest + 1) + min, (weight * slotMinutes) / 60);
    }
    needed = 0;
  };
  for (const [minute, rate] of demand.rates.entries()) {
    const place = ((demand.minuteOfWeek[minute] ?? 0) - firstSlot * slotMinutes + minutesPerWeek) % minutesPerWeek;
    const current = Math.floor((place % 1440) / slotMinutes);
    if (current !== slot) {
      if (slot >= 0) closeSlot();
      slot = current;
      group = place >= 5 * 1440 ? groups["sat-sun"] : groups["mon-fri"];
      weight = weights[demand.day[minute] ?? 0] ?? 0;
      group.days += weight / slotsPerDay;
    }
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
  closeSlot();
  const [all, first, second] = [groups.daily, groups["mon-fri"], groups["sat-sun"]];
  all.days = first.days + second.days;
  for (const key of ["paid", "short", "hours"] as const) {
    for (const index of all[key].keys()) all[key][index] = (first[key][index] ?? 0) + (second[key][index] ?? 0);
  }
  return { highest, groups };
}

/** What a short request and a short hour may cost, in instance-hours. */
export interface Prices {
  readonly request: number;
  readonly hour: number;
}

/** The cheapest windows for each number of windows; `price` includes what is short. */
interface DayPlan {
  readonly price: number;
  readonly windows: readonly FoundWindow[];
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
      const mixed = weekday.slice(0, count + 1).map((plan, index) => joinPlans(plan, weekend[count - index]));
      const options = [...daily.slice(count, count + 1), ...mixed];
      for (const { price, windows } of options) {
        if (price < (best[count]?.price ?? Infinity)) best[count] = { price, windows, baseline };
      }
    }
  }
  return best;
}

function joinPlans(a: DayPlan, b: DayPlan | undefined): DayPlan {
  return { price: a.price + (b?.price ?? Infinity), windows: [...a.windows, ...(b?.windows ?? [])] };
}

/** Counts in growing steps: 1, 2, 3, 4, 6, 9, 13 … */
function listBaselines(highest: number): readonly number[] {
  const counts = [1];
  for (let count = 2; count <= highest; count = Math.max(count + 1, Math.floor(count * 1.5))) counts.push(count);
  return counts;
}

class DayPlanner {
  private readonly width: number;
  private readonly sums: Float64Array;
  private readonly rise: number;
  private readonly stretchPrice = new Float64Array((slotsPerDay + 1) ** 2);
  private readonly stretchMin = new Int16Array((slotsPerDay + 1) ** 2);

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
    this.sums = new Float64Array((slotsPerDay + 1) * this.width);
    for (let index = 0; index < slotsPerDay * this.width; index++) {
      const short = prices.request * (group.short[index] ?? 0) + prices.hour * (group.hours[index] ?? 0);
      this.sums[index + this.width] = (this.sums[index] ?? 0) + (group.paid[index] ?? 0) + short;
    }
    this.priceStretches();
  }

  /** Prices the best min of each stretch of slots. */
  private priceStretches(): void {
    for (let from = 0; from < slotsPerDay; from++) {
      for (let to = from + shortestSlots; to <= slotsPerDay; to++) {
        let [price, best] = [Infinity, 0];
        for (let min = 1; min < this.width; min++) {
          const own = this.sumSlots(from, to, min) + this.rise * min;
          if (own < price) [price, best] = [own, min];
        }
        this.stretchPrice[from * (slotsPerDay + 1) + to] = price;
        this.stretchMin[from * (slotsPerDay + 1) + to] = best;
      }
    }
  }

  private sumSlots(from: number, to: number, min: number): number {
    return (this.sums[to * this.width + min] ?? 0) - (this.sums[from * this.width + min] ?? 0);
  }

  /** Plans the cheapest day for each number of windows. */
  public plan(baseline: number, maxWindows: number): readonly DayPlan[] {
    let before = this.planWithoutWindows(baseline);
    const plans = [before.at(-1) ?? { price: Infinity, windows: [] }];
    for (let count = 1; count <= maxWindows; count++) {
      const after: DayPlan[] = [{ price: Infinity, windows: [] }];
      for (let to = 1; to <= slotsPerDay; to++) after.push(this.endAt(to, baseline, before, after[to - 1]));
      plans.push(after[slotsPerDay] ?? { price: Infinity, windows: [] });
      before = after;
    }
    return plans;
  }

  private planWithoutWindows(baseline: number): DayPlan[] {
    return Array.from({ length: slotsPerDay + 1 }, (_, to) => ({ price: this.sumSlots(0, to, baseline), windows: [] }));
  }

  /** The cheapest day up to a slot: with a slot of the baseline at its end, or with one more window. */
  private endAt(to: number, baseline: number, before: readonly DayPlan[], idle: DayPlan | undefined): DayPlan {
    let price = (idle?.price ?? Infinity) + this.sumSlots(to - 1, to, baseline);
    let start = -1;
    for (let from = 0; from <= to - shortestSlots; from++) {
      const index = from * (slotsPerDay + 1) + to;
      if ((this.stretchMin[index] ?? 0) <= baseline) continue;
      const own = (before[from]?.price ?? Infinity) + (this.stretchPrice[index] ?? Infinity) - this.rise * baseline;
      if (own < price) [price, start] = [own, from];
    }
    if (start < 0) return { price, windows: idle?.windows ?? [] };
    const min = this.stretchMin[start * (slotsPerDay + 1) + to] ?? baseline;
    const window = { days: this.days, from: this.firstSlot + start, to: this.firstSlot + to, min };
    return { price, windows: [...(before[start]?.windows ?? []), window] };
  }
}
