/** The indexes of the bits that are set, lowest first. Rows and parts may be more than fit into a number's bits. */
export function listRows(mask: bigint): readonly number[] {
  const bits: number[] = [];
  for (let first = 0, rest = mask; rest !== 0n; first += 32, rest >>= 32n) {
    for (let word = Number(BigInt.asIntN(32, rest)); word !== 0; word &= word - 1) {
      bits.push(first + 31 - Math.clz32(word & -word));
    }
  }
  return bits;
}

/** The set that holds one row. */
export function toRowMask(row: number): bigint {
  return 1n << BigInt(row);
}
