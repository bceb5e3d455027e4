/**
 * A number in [0, 1) that looks random and depends on its arguments only.
 * @see FNV-1a hash, http://www.isthe.com/chongo/tech/comp/fnv/, with the finaliser of MurmurHash3
 */
export function hashToNumber(...parts: readonly (string | number)[]): number {
  return hashToBits(parts.join("\u0000")) / 2 ** 32;
}

/** Lower-case hexadecimal digits that depend on the arguments only. */
export function hashToHex(length: number, ...parts: readonly (string | number)[]): string {
  const blocks = Array.from({ length: Math.ceil(length / 8) }, (_, block) =>
    hashToBits([...parts, block].join("\u0000"))
      .toString(16)
      .padStart(8, "0"),
  );
  return blocks.join("").slice(0, length);
}

function hashToBits(text: string): number {
  let hash = 0x811c9dc5;
  for (const char of text) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
