import type { Cover } from "./firing-cover";
import type { Solve } from "./integer-program";

/** Nodes of the search for a smallest cover; what is not found by then is bounded from below. */
const mostNodes = 2000;

/** What a solver's numbers are off by, and more. */
const noise = 1e-6;

/** As many sets as any cover needs, or fewer where the search ends before it knows. */
export function leastCover({ items, setCount }: Cover, solve: Solve): number {
  const rows = items.map((sets) => {
    return { least: 1, most: Infinity, terms: sets.map((set) => [set, 1] as const) };
  });
  const costs = Array.from({ length: setCount }, () => 1);
  return Math.ceil(solve({ costs, rows }, mostNodes) - noise);
}
