import type { Cover } from "./firing-cover";
import type { Solve } from "./integer-program";
import { smallerCover } from "./smaller-cover";

/** Nodes of the search for a smallest cover. */
const mostNodes = 1000;

/** What a solver's numbers are off by, and more. */
const noise = 1e-6;

/** As many sets as any cover needs, or fewer where the search ends before it knows. */
export function leastCover(cover: Cover, solve: Solve): number {
  const { items, counts, setCount } = smallerCover(cover);
  const rows = [...items.map((sets) => ({ least: 1, sets })), ...counts].map(({ least, sets }) => {
    return { least, most: Infinity, terms: sets.map((set) => [set, 1] as const) };
  });
  const costs = Array.from({ length: setCount }, () => 1);
  const most = Math.max(1, ...counts.map(({ least }) => least));
  return Math.ceil(solve({ costs, most, rows }, mostNodes).bound - noise);
}
