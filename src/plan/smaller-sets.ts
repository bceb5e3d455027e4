import { emptySet, holds, inBoth, setOf, takeAll, type BitSet } from "./bit-set";

type Lists = readonly (readonly number[])[];

/** `items`: those of each set; `from`: the index that each set had before any was left out. */
export interface SmallerSets {
  readonly items: Lists;
  readonly from: readonly number[];
  readonly itemCount: number;
}

/**
 * The problem to hold all items by few sets, without items that are held wherever another one is and without sets all of
 * whose items another one holds.
 *
 * In: `sets`: the items of each
 */
export function smallerSets(sets: Lists, itemCount: number): SmallerSets {
  let few: SmallerSets = { items: sets, from: [...sets.keys()], itemCount };
  few = withItems(few, firstOfTwins(few));
  for (let count = Infinity; few.items.length + few.itemCount < count;) {
    count = few.items.length + few.itemCount;
    few = withItems(few, itemsHeldLeast(few));
    few = withLargest(few);
  }
  return few;
}

function withItems({ items, from, itemCount }: SmallerSets, kept: readonly number[]): SmallerSets {
  const numbers = new Int32Array(itemCount).fill(-1);
  kept.forEach((item, number) => {
    numbers[item] = number;
  });
  const left = items.map((of) => {
    const some: number[] = [];
    for (const item of of) {
      const number = numbers[item] ?? -1;
      if (number >= 0) some.push(number);
    }
    return some;
  });
  return { items: left, from, itemCount: kept.length };
}

/** Of items that are in the same sets the first. */
function firstOfTwins({ items, itemCount }: SmallerSets): readonly number[] {
  const kinds = new Int32Array(itemCount);
  const size = items.reduce((sum, of) => sum + of.length, 1);
  const [splitBy, splitTo] = [new Int32Array(size).fill(-1), new Int32Array(size)];
  let count = 1;
  items.forEach((of, set) => {
    for (const item of of) {
      const kind = kinds[item] ?? 0;
      if (splitBy[kind] !== set) {
        splitBy[kind] = set;
        splitTo[kind] = count++;
      }
      kinds[item] = splitTo[kind] ?? 0;
    }
  });
  const firsts = new Map<number, number>();
  kinds.forEach((kind, item) => {
    if (!firsts.has(kind)) firsts.set(kind, item);
  });
  return [...firsts.values()];
}

function itemsHeldLeast({ items, itemCount }: SmallerSets): readonly number[] {
  const holders = holdersOf(items, itemCount);
  const bits = items.map((of) => setOf(itemCount, of));
  const all = [...holders.keys()];
  const left = setOf(itemCount, all);
  for (const item of all.toSorted((a, b) => lengthOf(holders, a) - lengthOf(holders, b))) {
    if (holds(left, item)) takeAll(left, besides(item, holders[item] ?? [], bits));
  }
  return all.filter((item) => holds(left, item));
}

function withLargest({ items, from, itemCount }: SmallerSets): SmallerSets {
  const bits = holdersOf(items, itemCount).map((of) => setOf(items.length, of));
  const left = setOf(items.length, [...items.keys()]);
  const kept = items.map((of, set) => {
    const stays = of.length > 0 && isEmpty(inBoth(besides(set, of, bits), left));
    if (!stays) takeAll(left, setOf(items.length, [set]));
    return stays;
  });
  return {
    items: items.filter((_, set) => kept[set]),
    from: from.filter((_, set) => kept[set]),
    itemCount,
  };
}

function holdersOf(items: Lists, itemCount: number): Lists {
  const holders = Array.from({ length: itemCount }, (): number[] => []);
  items.forEach((of, set) => {
    for (const item of of) holders[item]?.push(set);
  });
  return holders;
}

function lengthOf(lists: Lists, index: number): number {
  return lists[index]?.length ?? 0;
}

/** What all members' bits hold, without `one`. */
function besides(one: number, members: readonly number[], bits: readonly BitSet[]): BitSet {
  const size = (bits[0]?.length ?? 0) * 32;
  const all = bits[members[0] ?? -1]?.slice() ?? emptySet(size);
  takeAll(all, setOf(size, [one]));
  for (const member of members) {
    const more = bits[member];
    let any = 0;
    for (let word = 0; word < all.length; word++) {
      const both = (all[word] ?? 0) & (more?.[word] ?? 0);
      all[word] = both;
      any |= both;
    }
    if (any === 0) break;
  }
  return all;
}

function isEmpty(set: BitSet): boolean {
  return set.every((word) => word === 0);
}
