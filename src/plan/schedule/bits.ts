/** Lists the bits that are set, lowest first. */
export function listBits(mask: number): readonly number[] {
  const bits: number[] = [];
  for (let rest = mask; rest !== 0; rest &= rest - 1) bits.push(31 - Math.clz32(rest & -rest));
  return bits;
}

export function countBits(mask: number): number {
  let count = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) count++;
  return count;
}

/** Whether all bits of `part` are in `whole`. */
export function isWithin(part: number, whole: number): boolean {
  return (part & ~whole) === 0;
}

/** A set of days or of minutes, as words of bits. Sets of one kind are equally long. `addAll` and `removeAll` change a set. */
export type BitSet = Int32Array;

export function addAll(set: BitSet, more: BitSet): void {
  for (let word = 0; word < set.length; word++) set[word] = (set[word] ?? 0) | (more[word] ?? 0);
}

export function removeAll(set: BitSet, less: BitSet): void {
  for (let word = 0; word < set.length; word++) set[word] = (set[word] ?? 0) & ~(less[word] ?? 0);
}

export function intersectSets(a: BitSet, b: BitSet): BitSet {
  const both = a.slice();
  for (let word = 0; word < both.length; word++) both[word] = (both[word] ?? 0) & (b[word] ?? 0);
  return both;
}

export function hasOverlap(a: BitSet, b: BitSet): boolean {
  for (let word = 0; word < a.length; word++) {
    if (((a[word] ?? 0) & (b[word] ?? 0)) !== 0) return true;
  }
  return false;
}

/** Whether the set holds all of `part`. */
export function hasAll(set: BitSet, part: BitSet): boolean {
  for (let word = 0; word < set.length; word++) {
    if (((part[word] ?? 0) & ~(set[word] ?? 0)) !== 0) return false;
  }
  return true;
}

export function isEmptySet(set: BitSet): boolean {
  for (let word = 0; word < set.length; word++) {
    if (set[word] !== 0) return false;
  }
  return true;
}
