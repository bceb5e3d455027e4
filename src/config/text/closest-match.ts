/**
 * Finds the known word that a misspelled one most likely means. Case, `-`, `_` and spaces do not count.
 * @returns the first of the closest words; undefined if all need more than one typo in three letters
 */
export function findClosestMatch(word: string, known: readonly string[]): string | undefined {
  const wanted = normalizeWord(word);
  if (wanted === "" || wanted.length > maxComparedLength) return undefined;
  const allowed = Math.floor(wanted.length / 3);
  return known
    .map((candidate) => ({ candidate, distance: countTypos(wanted, normalizeWord(candidate)) }))
    .filter(({ distance, candidate }) => distance <= Math.min(allowed, normalizeWord(candidate).length - 1))
    .toSorted((a, b) => a.distance - b.distance)[0]?.candidate;
}

/** Comparing costs the product of the lengths. */
const maxComparedLength = 64;

function normalizeWord(word: string): string {
  return word.toLowerCase().replaceAll(/[-_\s]/g, "");
}

/** The optimal string alignment distance: insertions, deletions, replacements and swaps of neighbors. */
function countTypos(a: string, b: string): number {
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row: number[] = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = getDistance(last, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const best = Math.min(replaced, getDistance(last, j) + 1, getDistance(row, j - 1) + 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row.push(swapped ? Math.min(best, getDistance(beforeLast, j - 2) + 1) : best);
    }
    [beforeLast, last] = [last, row];
  }
  return getDistance(last, b.length);
}

function getDistance(row: readonly number[], index: number): number {
  return row[index] ?? 0;
}
