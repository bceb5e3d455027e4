/** The indexes of the bits that are set, lowest first. Rows and parts may be more than fit into a number's bits. */
export function rowsIn(mask: bigint): readonly number[] {
  const bits: number[] = [];
  for (let bit = 0, rest = mask; rest !== 0n; bit++, rest >>= 1n) {
    if ((rest & 1n) === 1n) bits.push(bit);
  }
  return bits;
}

/** The set that holds one row. */
export function onlyRow(row: number): bigint {
  return 1n << BigInt(row);
}
