/**
 * The known word that a misspelt one most probably means.
 *
 * Case, hyphens, underscores and spaces do not count: `instance_type` is `instanceTypeField`. A swap of two
 * letters counts as one slip. Equal distances: the first in the list.
 *
 * Out: undefined when nothing comes near: one slip in three letters is near, and none in two
 */
export function findClosestMatch(word: string, known: readonly string[]): string | undefined {
  const wanted = normalizeWord(word);
  if (wanted === "" || wanted.length > maxComparedLength) return undefined;
  const allowed = Math.floor(wanted.length / 3);
  return known
    .map((candidate) => ({ candidate, distance: countSlips(wanted, normalizeWord(candidate)) }))
    .filter(
      ({ distance, candidate }) =>
        distance <= Math.min(allowed, normalizeWord(candidate).length - 1),
    )
    .toSorted((a, b) => a.distance - b.distance)[0]?.candidate;
}

/** Longer words are no slips of ours; comparing costs the product of the lengths. */
const maxComparedLength = 64;

function normalizeWord(word: string): string {
  return word.toLowerCase().replaceAll(/[-_\s]/g, "");
}

/** Insertions, deletions, replacements and swaps of neighbours: the optimal string alignment distance. */
function countSlips(a: string, b: string): number {
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
