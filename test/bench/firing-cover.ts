import type { Days, Pattern } from "./firing-days";
import { largestDateSets, type DateSet } from "./date-sets";
import { dayProductRank } from "./day-product-rank";

/** Some kinds of day, hours and minutes of the hour, each as bits: all of them together lie within what holds. */
interface Block {
  readonly kinds: number;
  readonly hours: number;
  readonly minutes: bigint;
}

/** A covering problem: for each item the sets that hold it, one of which is needed, and sets of which several are. */
export interface Cover {
  readonly setCount: number;
  readonly items: readonly (readonly number[])[];
  readonly counts: readonly Count[];
}

/** At least so many of these sets, each of them perhaps several times. */
interface Count {
  readonly least: number;
  readonly sets: readonly number[];
}

/** Where one pair of limits holds and where it begins, on days of each pattern; with the same minutes they are of one kind. */
interface Ground {
  readonly held: readonly (readonly boolean[])[];
  readonly begins: readonly (readonly boolean[])[];
  /** -1 where the limits never hold. */
  readonly kindOf: readonly number[];
  /** For each kind and each hour, the minutes. */
  readonly kinds: readonly (readonly bigint[])[];
}

/**
 * What one pair of limits needs, and every largest product of dates, hours and minutes within it.
 *
 * Two products may fire in one minute here, so no plan has fewer actions than the smallest cover. That a plan's do
 * not shows in `counts` alone.
 */
export function firingCover(days: Days, limits: string, every: number | "never"): Cover {
  const ground = groundOf(days.patterns, limits);
  const blocks = largestBlocks(ground.kinds);
  const { sets, holding } = setsOf(days, ground, blocks);
  const names = holding.map((lists) => JSON.stringify(lists));
  const items = new Map<string, readonly number[]>();
  const known = new Map<string, readonly Need[]>();
  const done = new Set<string>();
  for (const [first, second] of days.follows) {
    const both = [first, second].flatMap((day) => days.list[day ?? -1]?.pattern ?? []);
    const name = `${both.join()} ${names[first]} ${names[second ?? -1]}`;
    if (done.has(name)) continue;
    done.add(name);
    const needs = known.get(both.join()) ?? needsFrom(ground, blocks, both, every);
    known.set(both.join(), needs);
    for (const { today, after } of needs) {
      const sets = distinct([
        ...today.map((block) => holding[first]?.[block] ?? []),
        ...after.map((block) => holding[second ?? -1]?.[block] ?? []),
      ]);
      items.set(sets.join(), sets);
    }
  }
  const counts = countsOf(days, ground, blocks, sets);
  return { setCount: sets.length, items: [...items.values()], counts };
}

/** A largest set of dates of a block. */
interface FiringSet {
  readonly block: number;
  readonly dates: DateSet;
}

/** For each minute at which the limits begin, how many products by day of the month must fire then. */
function countsOf(
  days: Days,
  { held, begins }: Ground,
  blocks: readonly Block[],
  sets: readonly FiringSet[],
): readonly Count[] {
  const starts = Array.from({ length: 1440 }, (_, at) => at).filter((at) =>
    begins.some((minutes) => minutes[at] === true),
  );
  return starts.flatMap((at) => {
    const wanted = days.list.map(({ pattern }) =>
      begins[pattern]?.[at] === held[pattern]?.[at] ? held[pattern]?.[at] : undefined,
    );
    const least = dayProductRank(days, wanted);
    const firing = new Set(firingAt(blocks, at));
    const byDay = sets.flatMap(({ block, dates }, set) =>
      dates.byDay && firing.has(block) ? [set] : [],
    );
    return least > 1 ? [{ least, sets: byDay }] : [];
  });
}

/** By day and block, the sets that hold the day: each largest set of dates of each block is one. */
function setsOf(
  { list, ...days }: Days,
  { kindOf }: Ground,
  blocks: readonly Block[],
): {
  readonly sets: readonly FiringSet[];
  readonly holding: readonly (readonly (readonly number[])[])[];
} {
  const holding = list.map(() => blocks.map((): number[] => []));
  const known = new Map<number, readonly DateSet[]>();
  const sets: FiringSet[] = [];
  blocks.forEach(({ kinds }, block) => {
    const within = list.map(({ pattern }) => has(kinds, kindOf[pattern] ?? -1));
    const dateSets = known.get(kinds) ?? largestDateSets({ list, ...days }, within);
    known.set(kinds, dateSets);
    for (const dates of dateSets) {
      for (const day of dates.days) holding[day]?.[block]?.push(sets.length);
      sets.push({ block, dates });
    }
  });
  return { sets, holding };
}

function groundOf(patterns: readonly Pattern[], limits: string): Ground {
  const held = patterns.map(({ minutes }) => minutes.map((text) => text === limits));
  const begins = patterns.map(({ minutes, before }) =>
    minutes.map((text, m) => text === limits && (minutes[m - 1] ?? before) !== limits),
  );
  const names = held.map((minutes) => minutes.map(Number).join(""));
  const distinctNames = [...new Set(names)].filter((name) => name.includes("1"));
  const kinds = distinctNames.map((name) =>
    Array.from({ length: 24 }, (_, hour) =>
      [...name.slice(hour * 60, hour * 60 + 60)].reduceRight(
        (mask, is) => mask * 2n + BigInt(is),
        0n,
      ),
    ),
  );
  return { held, begins, kinds, kindOf: names.map((name) => distinctNames.indexOf(name)) };
}

/** For every set of kinds, every set of minutes that some hours have in common; none that could have a kind more. */
function largestBlocks(kinds: Ground["kinds"]): readonly Block[] {
  const blocks: Block[] = [];
  for (let some = 1; some < 1 << kinds.length; some++) {
    const common = Array.from({ length: 24 }, (_, hour) =>
      kinds.reduce(
        (mask, hours, kind) => (has(some, kind) ? mask & (hours[hour] ?? 0n) : mask),
        -1n,
      ),
    );
    for (const minutes of intersections(common)) {
      const hours = bitsWhere(common, (mask) => (mask & minutes) === minutes);
      const fitting = bitsWhere(kinds, (of) =>
        of.every((mask, hour) => !has(hours, hour) || (mask & minutes) === minutes),
      );
      if (fitting === some) blocks.push({ kinds: some, hours, minutes });
    }
  }
  return blocks;
}

function has(mask: number, bit: number): boolean {
  return bit >= 0 && ((mask >> bit) & 1) === 1;
}

function bitsWhere<T>(list: readonly T[], wanted: (value: T) => boolean): number {
  return list.reduce((mask, value, bit) => (wanted(value) ? mask | (1 << bit) : mask), 0);
}

function intersections(masks: readonly bigint[]): ReadonlySet<bigint> {
  const sets = new Set(masks.filter((mask) => mask !== 0n));
  for (const a of sets) for (const b of masks) if ((a & b) !== 0n) sets.add(a & b);
  return sets;
}

/** A stretch in which one firing must be, as the blocks that have one: before midnight, and after it. */
interface Need {
  readonly today: readonly number[];
  readonly after: readonly number[];
}

/** What is needed from each minute of the first of two days on, without needs that others meet. */
function needsFrom(
  { held, begins, kindOf }: Ground,
  blocks: readonly Block[],
  both: readonly number[],
  every: number | "never",
): readonly Need[] {
  const holds = both.flatMap((pattern) => held[pattern] ?? []);
  const starts = both.flatMap((pattern) => begins[pattern] ?? []);
  const minutes = holds.map((is, at) => {
    const kind = kindOf[both[Math.floor(at / 1440)] ?? -1] ?? -1;
    const half = at < 1440 ? "today" : "after";
    const firing = firingAt(blocks, at % 1440).filter((b) => has(blocks[b]?.kinds ?? 0, kind));
    return is ? `${half}/${firing.join()}` : "";
  });
  const needs = new Set<string>();
  for (let from = 0; from < 1440; from++) {
    const alone = starts[from] === true;
    const to = from + (alone || every === "never" ? 1 : every);
    const whole = every !== "never" && to <= holds.length;
    const open = whole && !holds.slice(from, to).includes(false);
    if (!alone && (!open || starts.slice(from, to).includes(true))) continue;
    needs.add([...new Set(minutes.slice(from, to))].toSorted().join(" "));
  }
  const all = new Map<string, Need & { readonly both: ReadonlySet<number> }>();
  for (const need of needs) {
    const [today, after] = [blocksIn(need, "today"), blocksIn(need, "after")];
    const both = new Set([...today, ...after.map((block) => -1 - block)]);
    all.set([...both].join(), { today, after, both });
  }
  const list = [...all.values()];
  return list.filter((need) => !list.some(({ both }) => isWithin(both, need.both)));
}

function isWithin(a: ReadonlySet<number>, b: ReadonlySet<number>): boolean {
  return a.size < b.size && [...a].every((one) => b.has(one));
}

function firingAt(blocks: readonly Block[], at: number): readonly number[] {
  const [hour, minute] = [Math.floor(at / 60), 1n << BigInt(at % 60)];
  return blocks.flatMap(({ hours, minutes }, block) =>
    has(hours, hour) && (minutes & minute) !== 0n ? [block] : [],
  );
}

function blocksIn(need: string, half: "today" | "after"): readonly number[] {
  const texts = need.split(" ").filter((text) => text.startsWith(`${half}/`));
  return distinct(
    texts.map((text) =>
      text
        .slice(half.length + 1)
        .split(",")
        .map(Number),
    ),
  );
}

function distinct(lists: readonly (readonly number[])[]): readonly number[] {
  return [...new Set(lists.flat())].toSorted((a, b) => a - b);
}
