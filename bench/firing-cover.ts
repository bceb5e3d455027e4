import type { Days, Pattern } from "./firing-days";
import { largestDateSets } from "./date-sets";

/** Some kinds of day, hours and minutes of the hour, each as bits: all of them together lie within what holds. */
interface Block {
  readonly kinds: number;
  readonly hours: number;
  readonly minutes: bigint;
}

/** A covering problem: for each item the sets that hold it. */
export interface Cover {
  readonly setCount: number;
  readonly items: readonly (readonly number[])[];
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
 * Two products may fire in one minute here, so no plan has fewer actions than the smallest cover.
 */
export function firingCover(days: Days, limits: string, every: number | "never"): Cover {
  const ground = groundOf(days.patterns, limits);
  const blocks = largestBlocks(ground.kinds);
  const holding = new Map<string, number[]>();
  let setCount = 0;
  blocks.forEach(({ kinds }, block) => {
    const within = days.list.map(({ pattern }) => has(kinds, ground.kindOf[pattern] ?? -1));
    for (const dates of largestDateSets(days, within)) {
      for (const day of dates) push(holding, `${block}/${day}`, setCount);
      setCount++;
    }
  });
  const items = new Map<string, readonly number[]>();
  for (const { first, second, today, after } of needsOf(days, ground, blocks, every)) {
    const sets = [
      ...today.flatMap((block) => holding.get(`${block}/${first}`) ?? []),
      ...after.flatMap((block) => holding.get(`${block}/${second}`) ?? []),
    ];
    const sorted = [...new Set(sets)].toSorted((a, b) => a - b);
    items.set(sorted.join(), sorted);
  }
  return { setCount, items: [...items.values()] };
}

function push<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
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

/** A stretch in which one firing must be, with the blocks that have one: before midnight, and after it. */
interface Need {
  readonly first: number;
  readonly second: number | undefined;
  readonly today: readonly number[];
  readonly after: readonly number[];
}

/** All needs, those of days of the same patterns found once. */
function needsOf(
  { list, follows }: Days,
  ground: Ground,
  blocks: readonly Block[],
  every: number | "never",
): readonly Need[] {
  const found = new Map<string, readonly Pick<Need, "today" | "after">[]>();
  return follows.flatMap(([first, second]) => {
    const both = [first, second].flatMap((day) => list[day ?? -1]?.pattern ?? []);
    const needs = found.get(both.join()) ?? needsFrom(ground, blocks, both, every);
    found.set(both.join(), needs);
    return needs.map((need) => ({ first, second, ...need }));
  });
}

function needsFrom(
  { held, begins, kindOf }: Ground,
  blocks: readonly Block[],
  both: readonly number[],
  every: number | "never",
): readonly Pick<Need, "today" | "after">[] {
  const holds = both.flatMap((pattern) => held[pattern] ?? []);
  const starts = both.flatMap((pattern) => begins[pattern] ?? []);
  const minutes = holds.map((is, at) => {
    const kind = kindOf[both[Math.floor(at / 1440)] ?? -1] ?? -1;
    const half = at < 1440 ? "today" : "after";
    return is ? `${half}/${firingAt(blocks, kind, at % 1440).join()}` : "";
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
  return [...needs].map((need) => ({
    today: blocksIn(need, "today"),
    after: blocksIn(need, "after"),
  }));
}

function firingAt(blocks: readonly Block[], kind: number, at: number): readonly number[] {
  const [hour, minute] = [Math.floor(at / 60), 1n << BigInt(at % 60)];
  return blocks.flatMap(({ kinds, hours, minutes }, block) =>
    has(kinds, kind) && has(hours, hour) && (minutes & minute) !== 0n ? [block] : [],
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
