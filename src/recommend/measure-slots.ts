import { minutesPerWeek } from "../timetable";
import type { Demand } from "./demand";
import { addAt, type Fleet, type RunRecord } from "./run-demand";
import { type DayGroup, slotMinutes, slotsPerDay } from "./windows";

/**
 * What the windows are fitted to. `weights`: how much each day counts. `firstSlot`: of the day, with the least demand.
 * `clockChanges`: minutes of the week at which no limits may change.
 */
export interface FitDays {
  readonly demand: Demand;
  readonly weights: Float64Array;
  readonly firstSlot: number;
  readonly clockChanges: ReadonlySet<number>;
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
