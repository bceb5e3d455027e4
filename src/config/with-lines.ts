import type { Problem } from "../problem";
import { nearestWritten } from "./nearest-written";
import type { StackFile } from "./stack-file";

/**
 * Problems with the line of the stack file that they are about.
 *
 * Out: what is missing gets the line of the section it is missing from
 */
export function withLines(
  problems: readonly Problem[],
  positions: StackFile["positions"],
): readonly Problem[] {
  return problems.map((problem) => {
    const position = nearestWritten(problem.path, positions);
    return position === undefined ? problem : { ...problem, line: position.line };
  });
}
