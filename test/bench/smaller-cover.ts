import type { Cover } from "./firing-cover";

/**
 * The same problem without what can be left out: an item that is covered wherever another one is, and a
 * set all of whose items another one holds and that counts nowhere where that one does not. How many sets the smallest
 * cover has stays.
 */
export function smallerCover({ items, counts, setCount }: Cover): Cover {
  let [few, counted, count] = [items, counts.map(({ sets }) => sets), -1];
  while (few.length !== count) {
    count = few.length;
    const all = [...few, ...counted];
    const largest = withSets(all, largestOnes(setsOf(all, setCount), all));
    [few, counted] = [largest.slice(0, count), largest.slice(count)];
    few = smallestOnes(few, setsOf(few, setCount));
  }
  const used = [...new Set([...few, ...counted].flat())];
  const numbers = new Map(used.map((set, number) => [set, number]));
  const named = (sets: readonly number[]): readonly number[] =>
    sets.map((set) => numbers.get(set) ?? 0);
  return {
    setCount: used.length,
    items: few.map(named),
    counts: counts.map(({ least }, index) => ({ least, sets: named(counted[index] ?? []) })),
  };
}

/** For each set its items. */
function setsOf(items: readonly (readonly number[])[], setCount: number): readonly number[][] {
  const sets = Array.from({ length: setCount }, (): number[] => []);
  items.forEach((of, item) => {
    for (const set of of) sets[set]?.push(item);
  });
  return sets;
}

function withSets(
  items: readonly (readonly number[])[],
  wanted: ReadonlySet<number>,
): readonly (readonly number[])[] {
  return items.map((of) => of.filter((set) => wanted.has(set)));
}

/** Those lists that are in no other one, of equal ones the last. In: for each member the lists that have it */
function largestOnes(
  lists: readonly (readonly number[])[],
  having: readonly (readonly number[])[],
): ReadonlySet<number> {
  const left = new Set(lists.flatMap((list, index) => (list.length > 0 ? [index] : [])));
  const bits = having.map((some) => bitsOf(some, lists.length));
  for (const index of [...left]) {
    const others = inAll(lists[index] ?? [], bits, index);
    if (others.some((other) => left.has(other))) left.delete(index);
  }
  return left;
}

/** Those lists that have no other one in them, of equal ones the first. In: for each member the lists that have it */
function smallestOnes(
  lists: readonly (readonly number[])[],
  having: readonly (readonly number[])[],
): readonly (readonly number[])[] {
  const left = new Set(lists.keys());
  const bits = having.map((some) => bitsOf(some, lists.length));
  const bySize = [...left].toSorted((a, b) => (lists[a]?.length ?? 0) - (lists[b]?.length ?? 0));
  for (const index of bySize) {
    if (!left.has(index)) continue;
    for (const other of inAll(lists[index] ?? [], bits, index)) left.delete(other);
  }
  return lists.filter((_, index) => left.has(index));
}

function bitsOf(some: readonly number[], size: number): Uint32Array {
  const bits = new Uint32Array(Math.ceil(size / 32));
  for (const one of some) bits[one >> 5] = (bits[one >> 5] ?? 0) | (1 << (one & 31));
  return bits;
}

/** The numbers besides one that all the members' bits hold. */
function inAll(
  members: readonly number[],
  bits: readonly Uint32Array[],
  except: number,
): readonly number[] {
  const words = (bits[members[0] ?? -1] ?? new Uint32Array()).slice();
  words[except >> 5] = (words[except >> 5] ?? 0) & ~(1 << (except & 31));
  let where = [...words.keys()].filter((word) => words[word] !== 0);
  for (const member of members.slice(1)) {
    if (where.length === 0) return [];
    const other = bits[member];
    where = where.filter((word) => {
      words[word] = (words[word] ?? 0) & (other?.[word] ?? 0);
      return words[word] !== 0;
    });
  }
  return where.flatMap((word) =>
    Array.from({ length: 32 }, (_, bit) => bit)
      .filter((bit) => (((words[word] ?? 0) >> bit) & 1) === 1)
      .map((bit) => word * 32 + bit),
  );
}
