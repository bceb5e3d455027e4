/** A set of small numbers: `n` is bit `n % 32` of word `n / 32`. Sets that meet have the same length. */
export type BitSet = Int32Array;

/** Creates an empty set for numbers below `size`. */
export function createBitSet(size: number): BitSet {
  return new Int32Array(Math.ceil(size / 32));
}

/** Converts numbers below `size` to a set. */
export function toBitSet(size: number, numbers: readonly number[]): BitSet {
  const set = createBitSet(size);
  for (const number of numbers) addNumber(set, number);
  return set;
}

/** Changes `set`. */
export function addNumber(set: BitSet, number: number): void {
  set[number >> 5] = (set[number >> 5] ?? 0) | (1 << (number & 31));
}

/** Changes `set`. */
export function addAll(set: BitSet, more: BitSet): void {
  for (let word = 0; word < set.length; word++) {
    set[word] = (set[word] ?? 0) | (more[word] ?? 0);
  }
}

/** Changes `set`. */
export function removeAll(set: BitSet, less: BitSet): void {
  for (let word = 0; word < set.length; word++) {
    set[word] = (set[word] ?? 0) & ~(less[word] ?? 0);
  }
}

export function intersectSets(a: BitSet, b: BitSet): BitSet {
  const both = a.slice();
  for (let word = 0; word < both.length; word++) both[word] = (both[word] ?? 0) & (b[word] ?? 0);
  return both;
}

export function hasNumber(set: BitSet, number: number): boolean {
  return (((set[number >> 5] ?? 0) >> (number & 31)) & 1) === 1;
}

/** Whether the set holds all of `part`. */
export function hasAll(set: BitSet, part: BitSet): boolean {
  for (let word = 0; word < set.length; word++) {
    if (((part[word] ?? 0) & ~(set[word] ?? 0)) !== 0) return false;
  }
  return true;
}

export function hasOverlap(a: BitSet, b: BitSet): boolean {
  for (let word = 0; word < a.length; word++) {
    if (((a[word] ?? 0) & (b[word] ?? 0)) !== 0) return true;
  }
  return false;
}

export function countOverlap(a: BitSet, b: BitSet): number {
  let count = 0;
  for (let word = 0; word < a.length; word++) {
    for (let rest = (a[word] ?? 0) & (b[word] ?? 0); rest !== 0; rest &= rest - 1) count++;
  }
  return count;
}

/** Lists the bits of a mask, lowest first. There may be more rows than a number has bits. */
export function listRows(mask: bigint): readonly number[] {
  const bits: number[] = [];
  for (let first = 0, rest = mask; rest !== 0n; first += 32, rest >>= 32n) {
    for (let word = Number(BigInt.asIntN(32, rest)); word !== 0; word &= word - 1) {
      bits.push(first + 31 - Math.clz32(word & -word));
    }
  }
  return bits;
}

export function toRowMask(row: number): bigint {
  return 1n << BigInt(row);
}
