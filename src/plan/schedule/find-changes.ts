import { addAll, hasAll, hasOverlap } from "./bits";
import { type DateProduct, findDateProducts } from "./date-products";
import { listTimes, type TimeProduct, toDayMinutes, toHourMinutes } from "./day-minutes";
import { findFreeDays, type HeldLimits, listReasons } from "./limits-hours";
import { createDaySet, type DaySet, type PlannedDays } from "./planned-days";

/** What becomes one action: it sets `held.limits` at each of `times` on each of `dates`. */
export interface Firing {
  readonly held: HeldLimits;
  readonly times: TimeProduct;
  readonly dates: DateProduct;
  /** The sets of layers that decide when it fires, for its name. */
  readonly reasons: readonly (readonly string[])[];
  /** Whether it only repeats limits that are set already. */
  readonly repeats: boolean;
}

/** Times at which limits begin, on all days that need one of them and only on days that allow all. */
interface ChangeBlock {
  readonly times: TimeProduct;
  readonly dates: readonly DateProduct[];
}

/**
 * Finds few firings at which one pair of limits begins.
 *
 * Each time of day is a block at first. Two blocks join, hours and minutes alike, while that leaves fewer
 * actions.
 */
export function findChanges(held: HeldLimits, days: PlannedDays): readonly Firing[] {
  const required = collectRequiredDays(held, days);
  const dates = cacheDates(held, days);
  const create = (times: TimeProduct): ChangeBlock | undefined => {
    const needed = createDaySet(days);
    for (const minute of listTimes(times)) {
      const on = required.get(minute);
      if (on !== undefined) addAll(needed, on);
    }
    const found = dates(times, needed);
    return found && { times, dates: found };
  };
  const single = [...required.keys()].toSorted((a, b) => a - b).map(toTimeProduct);
  const blocks = joinBlocks(
    single.flatMap((times) => create(times) ?? []),
    create,
  );
  return blocks.flatMap(({ times, dates: products }) =>
    products.map((product) => ({
      held,
      times,
      dates: product,
      reasons: listReasons(held, times, product.days),
      repeats: false,
    })),
  );
}

/** For each minute of the day at which the limits begin on any day, these days. */
function collectRequiredDays({ kinds }: HeldLimits, days: PlannedDays): ReadonlyMap<number, DaySet> {
  const required = new Map<number, DaySet>();
  for (const kind of kinds) {
    for (const minute of kind.required) {
      const on = required.get(minute) ?? createDaySet(days);
      addAll(on, kind.days);
      required.set(minute, on);
    }
  }
  return required;
}

type Create = (times: TimeProduct) => ChangeBlock | undefined;

/** Joins the pair that saves most actions, until none saves any. */
function joinBlocks(start: readonly ChangeBlock[], create: Create): readonly ChangeBlock[] {
  let blocks = start;
  const known = new Map<string, ChangeBlock | undefined>();
  const joinPair = (a: ChangeBlock, b: ChangeBlock): ChangeBlock | undefined => {
    const times = joinTimes(a.times, b.times);
    const key = `${times.hours} ${times.minutes.early} ${times.minutes.late}`;
    if (!known.has(key)) known.set(key, create(times));
    return known.get(key);
  };
  for (;;) {
    let best: { readonly saved: number; readonly blocks: readonly ChangeBlock[] } | undefined;
    for (const [index, b] of blocks.entries()) {
      for (const a of blocks.slice(0, index)) {
        const joined = joinPair(a, b);
        if (joined === undefined) continue;
        const saved = a.dates.length + b.dates.length - joined.dates.length;
        if (saved <= (best?.saved ?? 0)) continue;
        const others = blocks.filter((block) => block !== a && block !== b);
        const cells = toDayMinutes(joined.times);
        if (others.some(({ times }) => hasOverlap(toDayMinutes(times), cells))) continue;
        best = { saved, blocks: [...others, joined] };
      }
    }
    if (best === undefined) return blocks;
    blocks = best.blocks;
  }
}

function joinTimes(a: TimeProduct, b: TimeProduct): TimeProduct {
  const minutes = { early: a.minutes.early | b.minutes.early, late: a.minutes.late | b.minutes.late };
  return { hours: a.hours | b.hours, minutes };
}

function toTimeProduct(minute: number): TimeProduct {
  return { hours: 1 << Math.floor(minute / 60), minutes: toHourMinutes([minute % 60]) };
}

/** Returns undefined if the limits do not hold at all times on all required days. */
function cacheDates(held: HeldLimits, days: PlannedDays) {
  const known = new Map<string, readonly DateProduct[]>();
  return (times: TimeProduct, required: DaySet): readonly DateProduct[] | undefined => {
    const allowed = findFreeDays(held, toDayMinutes(times), days);
    if (!hasAll(allowed, required)) return undefined;
    const key = `${required.join()} ${allowed.join()}`;
    const found = known.get(key) ?? findDateProducts(days, required, allowed);
    known.set(key, found);
    return found;
  };
}
