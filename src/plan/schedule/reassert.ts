import type { MinuteTurn } from "../../timetable";
import {
  addAll,
  countBits,
  hasAll,
  hasOverlap,
  intersectSets,
  isEmptySet,
  isWithin,
  listBits,
  removeAll,
} from "./bits";
import { type DateProduct, findDateProducts } from "./date-products";
import {
  addInterval,
  addTimes,
  countReached,
  createDayMinutes,
  type DayMinutes,
  getHour,
  hasMinute,
  type HourMinutes,
  listHourMinutes,
  type TimeProduct,
  toDayMinutes,
  toHourMinutes,
} from "./day-minutes";
import type { Firing } from "./find-changes";
import { findFreeDays, findFreeMinutes, type HeldLimits, type HeldOnKind, listReasons } from "./limits-hours";
import { createDaySet, type DaySet, type PlannedDays, getWeekdays } from "./planned-days";

export interface ReassertOptions {
  /** The minutes of the hour in which actions may fire; absent: all. */
  readonly turn?: MinuteTurn;
  /** Minutes within which limits should be corrected. */
  readonly every: number;
  readonly maxActions: number;
  /**
   * Whether only actions are added that hold on whole weekdays of every month, so that a date changes none of them, and
   * that bring one percent of all minutes within reach.
   */
  readonly onlyWorthwhile: boolean;
}

/** Days of one kind on which the same firings fire. `fired`: at these minutes. `weight`: days in a year. */
interface DayClass {
  readonly days: DaySet;
  readonly weight: number;
  readonly fired: DayMinutes;
}

/**
 * Makes actions fire between the changes, too, so that limits that something else moved are soon corrected.
 *
 * First each firing takes more minutes and hours on its dates, wherever its limits hold and nothing else fires: that costs no
 * action. Then actions are added, the one that brings most minutes within reach of a firing first.
 */
export function addReassertion(
  changes: readonly Firing[],
  limits: readonly HeldLimits[],
  days: PlannedDays,
  options: ReassertOptions,
): readonly Firing[] {
  const widened = widenFirings(changes, limits, days, options);
  const firings = [...widened];
  const least = options.onlyWorthwhile ? 0.01 * 1440 * sumWeights(days) : 0;
  while (firings.length < options.maxActions) {
    const best = findBestAddition(firings, limits, days, options);
    if (best === undefined || best.gain <= least) break;
    firings.push(best.firing);
  }
  return firings;
}

function sumWeights(days: PlannedDays): number {
  return days.months.reduce((sum, _, index) => sum + weighWord(days, index, -1), 0);
}

/**
 * Counts the days in this year and the next; later ones hardly count. In years that repeat, a bit is all days of a month on
 * one weekday.
 */
function weighWord({ months, yearClasses }: PlannedDays, index: number, word: number): number {
  const [month, firstYear] = [months[index], yearClasses[0]?.first ?? 0];
  if (month === undefined) return 0;
  const { first, last, repeats } = month.yearClass;
  const years = Math.max(0.001, Math.min(last, firstYear + 1) - first + 1);
  return years * countBits(word & month.all) * (repeats ? 365 / 84 : 1);
}

function weighDays(days: PlannedDays, set: DaySet): number {
  return set.reduce((sum, word, index) => sum + weighWord(days, index, word), 0);
}

/** Splits the days of each kind by what fires on them. */
function splitDays(firings: readonly Firing[], kinds: readonly HeldOnKind[], planned: PlannedDays): DayClass[] {
  let parts = kinds.map(({ days }) => ({ days, by: [] as Firing[] }));
  for (const firing of firings) {
    parts = parts.flatMap(({ days, by }) => {
      if (!hasOverlap(days, firing.dates.days)) return [{ days, by }];
      const on = intersectSets(days, firing.dates.days);
      const off = days.slice();
      removeAll(off, on);
      const hit = { days: on, by: [...by, firing] };
      return isEmptySet(off) ? [hit] : [hit, { days: off, by }];
    });
  }
  return parts.map(({ days, by }) => {
    const fired = createDayMinutes();
    for (const { times } of by) addTimes(fired, times);
    return { days, weight: weighDays(planned, days), fired };
  });
}

/** Minutes that the times bring within reach of a firing. */
function countGain(classes: readonly DayClass[], times: DayMinutes, every: number): number {
  let gain = 0;
  for (const { fired, weight } of classes) {
    const all = fired.slice();
    addAll(all, times);
    gain += weight * (countReached(all, every) - countReached(fired, every));
  }
  return gain;
}

function widenFirings(
  changes: readonly Firing[],
  limits: readonly HeldLimits[],
  days: PlannedDays,
  { every, turn }: ReassertOptions,
): readonly Firing[] {
  const classes = splitDays(changes, limits[0]?.kinds ?? [], days);
  const firings = [...changes];
  const order = firings
    .map((firing, index) => ({ index, weight: weighDays(days, firing.dates.days) }))
    .toSorted((a, b) => b.weight - a.weight);
  for (const { index } of order) {
    const firing = firings[index];
    if (firing === undefined) continue;
    const free = findFreeMinutes(firing.held, firing.dates.days);
    removeAll(free, findForeignMinutes(turn));
    for (const [at, other] of firings.entries()) {
      const meets = at !== index && other.held === firing.held && hasOverlap(other.dates.days, firing.dates.days);
      if (meets) removeAll(free, toDayMinutes(other.times));
    }
    const touched = classes.filter((each) => hasOverlap(each.days, firing.dates.days));
    const times = widenTimes(firing.times, free, touched, every);
    firings[index] = { ...firing, times };
    const minutes = toDayMinutes(times);
    for (const each of touched) addAll(each.fired, minutes);
  }
  return firings;
}

/** The minutes of the day that are not of the turn. */
function findForeignMinutes(turn: MinuteTurn | undefined): DayMinutes {
  const foreign = createDayMinutes();
  if (turn === undefined) return foreign;
  for (let minute = 0; minute < 1440; minute++) {
    if (minute % turn.every !== turn.offset) addInterval(foreign, minute, minute + 1);
  }
  return foreign;
}

/** The times with more hours and minutes, all free, that bring most minutes within reach. */
function widenTimes(times: TimeProduct, free: DayMinutes, classes: readonly DayClass[], every: number): TimeProduct {
  let [best, most] = [times, 0];
  const own = listBits(times.hours).map((hour) => getHour(free, hour));
  const common = own.reduce(intersectMinutes, everyMinute);
  for (const minutes of listDistinct([
    common,
    ...allHours.map((hour) => intersectMinutes(common, getHour(free, hour))),
  ])) {
    if (!isWithinMinutes(times.minutes, minutes)) continue;
    const hours = allHours.filter((hour) => isWithinMinutes(minutes, getHour(free, hour)));
    const wide = { hours: toMask(hours), minutes: thinOut(minutes, listHourMinutes(times.minutes), every) };
    const gain = countGain(classes, toDayMinutes(wide), every);
    if (gain > most) [best, most] = [wide, gain];
  }
  return best;
}

const allHours = Array.from({ length: 24 }, (_, hour) => hour);

const everyMinute: HourMinutes = { early: 0x3fffffff, late: 0x3fffffff };

function intersectMinutes(a: HourMinutes, b: HourMinutes): HourMinutes {
  return { early: a.early & b.early, late: a.late & b.late };
}

function isWithinMinutes(part: HourMinutes, whole: HourMinutes): boolean {
  return isWithin(part.early, whole.early) && isWithin(part.late, whole.late);
}

function listDistinct(sets: readonly HourMinutes[]): readonly HourMinutes[] {
  return [...new Map(sets.map((set) => [`${set.early} ${set.late}`, set])).values()];
}

function toMask(bits: readonly number[]): number {
  return bits.reduce((mask, bit) => mask | (1 << bit), 0);
}

/** Few of the minutes, `fixed` among them, at most `every` minutes apart around the hour where that is possible. */
function thinOut(minutes: HourMinutes, fixed: readonly number[], every: number): HourMinutes {
  const free = listHourMinutes(minutes);
  const first = fixed[0] ?? free[0];
  if (first === undefined) return minutes;
  const around = [...free, ...free.map((minute) => minute + 60)];
  const kept = [first];
  for (let at = first; ;) {
    const limit = Math.min(at + every, first + 60);
    const nextFixed = fixed.find((minute) => minute > at);
    const reachable = around.filter((minute) => minute > at && minute <= limit);
    const next =
      nextFixed !== undefined && nextFixed <= limit
        ? nextFixed
        : (reachable.at(-1) ?? around.find((minute) => minute > at));
    if (next === undefined || next >= first + 60) break;
    kept.push(next);
    at = next;
  }
  // One that comes sooner than the aim and bridges nothing only makes the schedule longer.
  const useful = kept.filter((minute, index) => {
    const [before, after] = [kept[index - 1] ?? first, kept[index + 1] ?? first + 60];
    return index === 0 || fixed.includes(minute) || minute - before >= every || after - minute <= every;
  });
  return toHourMinutes(useful.map((minute) => minute % 60));
}

interface Addition {
  readonly firing: Firing;
  readonly gain: number;
}

function findBestAddition(
  firings: readonly Firing[],
  limits: readonly HeldLimits[],
  days: PlannedDays,
  { every, onlyWorthwhile, turn }: ReassertOptions,
): Addition | undefined {
  const classes = splitDays(firings, limits[0]?.kinds ?? [], days).map((each) => {
    return { ...each, far: findUnreached(each.fired, every) };
  });
  const foreign = findForeignMinutes(turn);
  let best: Addition | undefined;
  for (const held of limits) {
    const busy = firings.filter((firing) => firing.held === held);
    for (const times of listOpenTimes(held, classes, every, foreign)) {
      const minutes = toDayMinutes(times);
      const free = findFreeDays(held, minutes, days);
      for (const other of busy) {
        if (hasOverlap(toDayMinutes(other.times), minutes)) removeAll(free, other.dates.days);
      }
      for (const dates of listDates(free, days, onlyWorthwhile)) {
        const touched = classes.flatMap((each) => {
          if (!hasOverlap(each.days, dates.days)) return [];
          return [{ ...each, weight: weighDays(days, intersectSets(each.days, dates.days)) }];
        });
        const gain = countGain(touched, minutes, every);
        if (gain > (best?.gain ?? 0)) {
          best = { firing: { held, times, dates, reasons: listReasons(held, times, dates.days), repeats: true }, gain };
        }
      }
    }
  }
  return best;
}

/** `far`: the minutes that are out of reach. */
type OpenClass = DayClass & { readonly far: DayMinutes };

/** Times at which limits hold on some day that no firing is near. */
function listOpenTimes(
  held: HeldLimits,
  classes: readonly OpenClass[],
  every: number,
  foreign: DayMinutes,
): readonly TimeProduct[] {
  const found = new Map<string, TimeProduct>();
  for (const { days, fired, far } of classes) {
    for (const kind of held.kinds) {
      if (kind.runs.length === 0 || !hasOverlap(days, kind.days)) continue;
      const open = findOpenHours(kind.minutes, fired, far, foreign);
      for (const minutes of listDistinct(open.map(({ free }) => free))) {
        const hours = open.filter(({ free }) => isWithinMinutes(minutes, free)).map(({ hour }) => hour);
        const times = { hours: toMask(hours), minutes: thinOut(minutes, [], every) };
        found.set(`${times.hours} ${times.minutes.early} ${times.minutes.late}`, times);
      }
    }
  }
  return [...found.values()];
}

/** The hours of which half is out of reach, with the minutes in which the limits hold and nothing fires. */
function findOpenHours(held: DayMinutes, fired: DayMinutes, far: DayMinutes, foreign: DayMinutes) {
  const free = held.slice();
  removeAll(free, foreign);
  removeAll(free, fired);
  return allHours
    .map((hour) => ({ hour, free: getHour(free, hour), far: getHour(far, hour) }))
    .filter(({ free: minutes, far: unreached }) => {
      const isHeld = (minutes.early | minutes.late) !== 0;
      return isHeld && countBits(unreached.early) + countBits(unreached.late) >= 30;
    });
}

function findUnreached(fired: DayMinutes, every: number): DayMinutes {
  const far = createDayMinutes();
  let left = 0;
  for (let minute = 2 * 1440 - 1; minute >= 0; minute--) {
    const at = minute % 1440;
    const word = Math.floor(at / 30);
    if (left > 0) left--;
    else if (minute < 1440) far[word] = (far[word] ?? 0) | (1 << (at % 30));
    if (hasMinute(fired, at)) left = every;
  }
  return far;
}

/**
 * Lists products of free days to choose from.
 * @param onlyWhole The weekdays that are free in years without dates, if they are in every other month, too: then no single
 * date changes the product.
 */
function listDates(free: DaySet, days: PlannedDays, onlyWhole: boolean): readonly DateProduct[] {
  const weekdays = free.at(-1) ?? 0; // The last year repeats, so its bits are weekdays.
  const whole = createDaySet(days);
  days.months.forEach((month, index) => {
    whole[index] = getWeekdays(month, weekdays);
  });
  return [...(hasAll(free, whole) ? [whole] : []), ...(onlyWhole ? [] : [free])].flatMap((some) =>
    isEmptySet(some) ? [] : findDateProducts(days, some, some),
  );
}
