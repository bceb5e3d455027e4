import loadHighs from "highs";
import type { SolveCover } from "./lower-bound";

/** Terms a line: the solver's format has a longest line. */
const termsPerLine = 20;

/** A solver for the relaxed covering problem, by HiGHS. */
export async function coverSolver(): Promise<SolveCover> {
  const highs = await loadHighs({});
  return (itemCount, sets) => {
    const holding: number[][] = Array.from({ length: itemCount }, () => []);
    sets.forEach((items, set) => {
      items.forEach((item) => holding[item]?.push(set));
    });
    const rows = new Set(holding.map((list) => sum(list)));
    const problem = [
      "Minimize",
      ` obj: ${sum(sets.map((_, index) => index))}`,
      "Subject To",
      ...[...rows].map((row, index) => ` c${index}: ${row} >= 1`),
      "End",
    ].join("\n");
    const solution = highs.solve(problem);
    if (solution.Status !== "Optimal") throw new Error(`no lower bound: ${solution.Status}`);
    return solution.ObjectiveValue;
  };
}

function sum(indexes: readonly number[]): string {
  return indexes
    .map((index, i) => (i > 0 && i % termsPerLine === 0 ? `\nx${index}` : `x${index}`))
    .join(" + ");
}
