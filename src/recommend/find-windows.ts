import { hasClockChange } from "./clock-changes";
import type { FitDays, SlotCosts } from "./measure-slots";
import { addAt, type Fleet } from "./run-demand";
import { type DayGroup, type FoundTimetable, type FoundWindow, slotMinutes, slotsPerDay } from "./windows";

const shortestSlots = 60 / slotMinutes;

const dayGroups = ["daily", "mon-fri", "sat-sun"] as const;

/** How much of a window's rise a run without windows has not made by then; a rise is paid early. */
const riseShare = 0.7;

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
 * @param highestPrice Timetables with windows that cost as much are left out.
 */
export function findTimetables(
  costs: SlotCosts,
  prices: Prices,
  fit: FitDays,
  fleet: Fleet,
  { maxWindows, highestPrice }: { readonly maxWindows: number; readonly highestPrice: number },
): readonly PricedTimetable[] {
  const best: PricedTimetable[] = [];
  const groups = dayGroups.map((days) => new DayPlanner(days, costs, prices, fit, fleet));
  const [, weekdays, weekends] = groups;
  for (const baseline of listBaselines(costs.highest)) {
    const floor = (weekdays?.getFloor(baseline) ?? 0) + (weekends?.getFloor(baseline) ?? 0);
    const most = floor < Math.min(highestPrice, findHighestPrice(best, maxWindows)) ? maxWindows : 0;
    const [daily = [], weekday = [], weekend = []] = groups.map((group) => group.plan(baseline, most));
    for (let count = 0; count <= most; count++) {
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

/** Returns the price below which a timetable with windows is the best of its number of windows. */
function findHighestPrice(best: readonly PricedTimetable[], maxWindows: number): number {
  let highest = -Infinity;
  for (let count = 1; count <= maxWindows; count++) highest = Math.max(highest, best[count]?.price ?? Infinity);
  return highest;
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
  private readonly floors: Float64Array;
  private readonly firstSlot: number;
  private isPriced = false;
  private readonly sums: Float64Array;
  private readonly rise: number;
  private readonly stretchPrice = new Float64Array(ends * ends).fill(Infinity);
  private readonly stretchMin = new Int16Array(ends * ends);

  public constructor(
    private readonly days: DayGroup,
    { highest, groups }: SlotCosts,
    prices: Prices,
    private readonly fit: FitDays,
    private readonly fleet: Fleet,
  ) {
    const group = groups[days];
    this.firstSlot = fit.firstSlot;
    this.width = highest + 1;
    this.rise = (riseShare * group.days * fleet.startUpMinutes) / 60;
    this.sums = new Float64Array(ends * this.width);
    for (let index = 0; index < slotsPerDay * this.width; index++) {
      const short = prices.request * (group.short[index] ?? 0) + prices.hour * (group.hours[index] ?? 0);
      this.sums[index + this.width] = (this.sums[index] ?? 0) + (group.paid[index] ?? 0) + short;
    }
    this.floors = this.sumFloors();
  }

  /** Sums over the slots of the day, for each min, the price of the cheapest min that is no lower. */
  private sumFloors(): Float64Array {
    const { sums, width } = this;
    const floors = new Float64Array(width);
    for (let slot = 0; slot < slotsPerDay; slot++) {
      let least = Infinity;
      for (let min = width - 1; min > 0; min--) {
        least = Math.min(least, (sums[(slot + 1) * width + min] ?? 0) - (sums[slot * width + min] ?? 0));
        addAt(floors, min, least);
      }
    }
    return floors;
  }

  /** Returns a price that no day with a baseline undercuts. */
  public getFloor(baseline: number): number {
    return this.floors[baseline] ?? Infinity;
  }

  /** Prices the best min of each stretch of slots. */
  private priceStretches(): void {
    this.isPriced = true;
    const { sums, width, days, firstSlot, fit, fleet } = this;
    for (let from = 0; from < slotsPerDay; from++) {
      for (let to = from + shortestSlots; to < ends; to++) {
        if (
          hasClockChange({ days, from: firstSlot + from, to: firstSlot + to }, fit.clockChanges, fleet.startUpMinutes)
        )
          continue;
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
    if (maxWindows > 0 && !this.isPriced) this.priceStretches();
    const idle = new Float64Array(ends);
    for (let to = 0; to < ends; to++) idle[to] = this.sums[to * this.width + baseline] ?? 0;
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
