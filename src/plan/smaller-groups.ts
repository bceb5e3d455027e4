import { blockMinutes, type BlockFiring } from "./block-minutes";
import { classesOf, type Classes } from "./classes-of";
import { daysHeld, type DateProduct } from "./date-products";
import { dayKinds, type DayKinds } from "./day-kinds";
import type { DayProfile } from "./day-profiles";
import type { DaySlots } from "./day-slots";
import { fewestProducts } from "./fewest-products";
import { becauseOf, countOf, type FiringGroup } from "./firing-groups";
import { hourCells, minutesIn, type HourCells } from "./hour-cells";
import { limitsRows, type LimitsRow } from "./limits-rows";
import { bitsOf } from "./month-blocks";
import { monthEnds } from "./month-ends";
import { firesAt, type Point, type Product, type ProductGround } from "./product-shapes";

/** With more of these nothing is looked for. */
const mostActions = 12;
const mostKinds = 64;
const mostNeeds = 600;
const mostMinutes = 6;

/** The limit of one search: mostly some milliseconds. */
const mostWork = 40_000;

interface Asked {
  readonly mustFire: readonly number[];
  readonly every: number | "never";
}

/**
 * Groups that take fewer actions than those found, where a timetable is small enough to look for them one by one:
 * each action by itself, with its dates and times at once.
 *
 * In:  profiles with the runs of these limits only
 * Out: those found where there are none, or none within the limits of the search
 */
export function smallerGroups(
  profiles: readonly DayProfile[],
  days: DaySlots,
  asked: Asked,
  found: readonly FiringGroup[],
): readonly FiringGroup[] {
  const count = countOf(found);
  if (count < 2 || count > mostActions || !hasFewMinutes(profiles, asked)) return found;
  const alike = dayKinds(profiles, days);
  if (alike === undefined || alike.kinds.length > mostKinds) return found;
  const field = fieldOf(profiles, days, asked, alike);
  const ground = groundOf(field);
  if (ground.needs.length > mostNeeds) return found;
  let best = found;
  for (let fewer = count - 1; fewer > 0; fewer--) {
    const accept = (products: readonly Product[]): readonly FiringGroup[] | undefined =>
      groupsOf(field, products);
    const smaller = fewestProducts(ground, fewer, { accept, mostWork });
    if (smaller === undefined) return best;
    best = smaller;
  }
  return best;
}

/** Whether limits begin and end at few minutes of the hour. */
function hasFewMinutes(profiles: readonly DayProfile[], { mustFire }: Asked): boolean {
  const edges = profiles.flatMap(({ runs }) => runs.flatMap(({ from, to }) => [from, to]));
  return new Set([...edges, ...mustFire].map((minute) => minute % 60)).size <= mostMinutes;
}

/** What products are looked for on, and what is made of them. */
interface Field {
  readonly days: DaySlots;
  readonly alike: DayKinds;
  readonly every: number | "never";
  /** A row for each kind of day on which the limits hold. */
  readonly rows: readonly LimitsRow[];
  readonly kindOfRow: readonly number[];
  readonly cells: HourCells;
  readonly hours: Classes;
}

function fieldOf(
  profiles: readonly DayProfile[],
  days: DaySlots,
  { mustFire, every }: Asked,
  alike: DayKinds,
): Field {
  const ofKinds = profilesOfKinds(profiles, alike);
  const rows = limitsRows(ofKinds, days, {
    mustFire,
    apart: ({ kind }) => `${kind}`,
    follows: monthEnds(days),
  });
  const kindOfRow = [
    ...new Set(ofKinds.flatMap(({ kind, runs }) => (runs.length > 0 ? [kind] : []))),
  ];
  const cells = hourCells(rows, every);
  return { days, alike, every, rows, kindOfRow, cells, hours: hoursAlike(cells) };
}

/** The same profiles, each cut into those of kinds of day, in their order. */
function profilesOfKinds(
  profiles: readonly DayProfile[],
  { kindOf }: DayKinds,
): readonly (DayProfile & { readonly kind: number })[] {
  return profiles
    .flatMap((profile) => {
      const slots = new Map<number, number[]>();
      for (const slot of profile.slots) {
        const kind = kindOf[slot] ?? 0;
        const own = slots.get(kind) ?? [];
        slots.set(kind, own);
        own.push(slot);
      }
      return [...slots].map(([kind, own]) => ({ ...profile, slots: own, kind }));
    })
    .toSorted((a, b) => a.kind - b.kind);
}

/** Hours that are alike, and whose neighbours are, together. */
function hoursAlike({ allowed, needs, requiredCount, cuts }: HourCells): Classes {
  const parts = cuts.length - 1;
  const required = Array.from({ length: 24 }, () => [] as string[]);
  for (const [point = 0] of needs.slice(0, requiredCount)) {
    const cell = Math.floor(point / parts);
    required[cell % 24]?.push(`${Math.floor(cell / 24)}:${point % parts}`);
  }
  const texts = required.map((at, hour) => [...allowed.map((row) => row[hour]), ...at].join());
  return classesOf(24, (hour) =>
    [hour + 23, hour, hour + 1].map((near) => texts[near % 24]).join("/"),
  );
}

function groundOf({ days, alike, kindOfRow, cells, hours }: Field): ProductGround {
  const { cuts, allowed, needs } = cells;
  const partCount = cuts.length - 1;
  const rowOf = new Map(kindOfRow.map((kind, row) => [kind, row]));
  const withFirstHour = (index: number): number => {
    const hour = Math.floor(index / partCount) % 24;
    return index + ((hours.classes[hours.of[hour] ?? 0]?.[0] ?? hour) - hour) * partCount;
  };
  const pointAt = (index: number): Point => {
    const cell = Math.floor(index / partCount);
    const kind = kindOfRow[Math.floor(cell / 24)] ?? 0;
    return { kind, hour: hours.of[cell % 24] ?? 0, part: index % partCount };
  };
  return {
    kinds: alike.kinds,
    hourCount: hours.classes.length,
    partCount,
    allowed: ({ kind, hour, part }) => {
      const parts = allowed[rowOf.get(kind) ?? -1]?.[hours.classes[hour]?.[0] ?? -1] ?? 0n;
      return ((parts >> BigInt(part)) & 1n) === 1n;
    },
    needs: leastNeeds(needs.map((need) => need.map(withFirstHour))).map((need) =>
      need.map(pointAt),
    ),
    endless: maskWhere(days.yearClasses, ({ repeats }) => repeats),
    single: maskWhere(cuts, (cut, part) => cuts[part + 1] === cut + 1),
  };
}

function maskWhere<T>(list: readonly T[], is: (item: T, index: number) => boolean): number {
  return list.reduce((mask, item, index) => (is(item, index) ? mask | (1 << index) : mask), 0);
}

/** Each need once, without those that hold another one. In: points as numbers */
function leastNeeds(needs: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const sorted = needs.map((need) => [...new Set(need)].toSorted((a, b) => a - b));
  const distinct = [...new Map(sorted.map((need) => [need.join(), need])).values()];
  const byFirst = new Map<number, (readonly number[])[]>();
  for (const need of distinct) {
    const [first = 0] = need;
    byFirst.set(first, [...(byFirst.get(first) ?? []), need]);
  }
  return distinct.filter(
    (need) =>
      !need.some((first) =>
        byFirst
          .get(first)
          ?.some((other) => other.length < need.length && other.every((at) => need.includes(at))),
      ),
  );
}

function groupsOf(field: Field, products: readonly Product[]): readonly FiringGroup[] | undefined {
  const { rows, every } = field;
  const dates = products.map((product) => dateOf(field, product));
  const blocks = products.map((product, index) => firingOf(field, product, dates[index]));
  return blockMinutes(rows, blocks, every)?.flatMap((time, index) => {
    const [block, date] = [blocks[index], dates[index]];
    if (block === undefined || date === undefined) return [];
    if (time.minutes.length === 0 || time.hours.length === 0) return [];
    return [{ time, dates: [date], because: becauseOf(rows, block.rows, time) }];
  });
}

function dateOf({ alike }: Field, { byDate, years, months, days }: Product): DateProduct {
  const block = { months: numbersIn(alike.months, months), yearClasses: bitsOf(years) };
  return byDate
    ? { ...block, daysOfMonth: numbersIn(alike.daysOfMonth, days).map((day) => day + 1) }
    : { ...block, weekdays: numbersIn(alike.weekdays, days) };
}

function firingOf(
  { days, kindOfRow, cells, hours }: Field,
  product: Product,
  date: DateProduct | undefined,
): BlockFiring {
  const at = { hour: Math.max(...bitsOf(product.hours)), part: Math.max(...bitsOf(product.parts)) };
  return {
    rows: kindOfRow.flatMap((kind, row) => (firesAt(product, { kind, ...at }) ? [row] : [])),
    days: daysHeld(date === undefined ? [] : [date], days),
    hours: numbersIn(hours, product.hours),
    minutes: minutesIn(cells, bitsOf(product.parts)),
  };
}

/** The numbers of the classes whose bits are set. */
function numbersIn({ classes }: Classes, mask: number): readonly number[] {
  return bitsOf(mask)
    .flatMap((index) => classes[index] ?? [])
    .toSorted((a, b) => a - b);
}
