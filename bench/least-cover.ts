import type { Cover } from "./firing-cover";
import type { Solve } from "./integer-program";

/** Nodes of the search for a smallest cover, times its needs: larger searches fill the solver's memory. */
const mostNodesTimesItems = 100_000;

/** What a solver's numbers are off by, and more. */
const noise = 1e-6;

/** As many sets as any cover needs, or fewer where the search ends before it knows. */
export function leastCover({ items, setCount }: Cover, solve: Solve): number {
  const rows = items.map((sets) => {
    return { least: 1, most: Infinity, terms: sets.map((set) => [set, 1] as const) };
  });
  const costs = Array.from({ length: setCount }, () => 1);
  const mostNodes = Math.ceil(mostNodesTimesItems / items.length);
  return Math.ceil(solve({ costs, rows }, mostNodes) - noise);
}
