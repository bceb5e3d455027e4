import type { Problem, Severity } from "../problem";
import { findDeepestExistingPlace } from "./nearest-written";
import type { StackFile } from "./stack-file";

const severityRanks = ["error", "warning", "note"] as const satisfies readonly Severity[];

/**
 * Everything that is wrong with a stack file: its text, and what was found in its values.
 *
 * Out: with lines, errors first, then warnings, then notes, each from the file's top down. What is
 *      missing has the line of the section it is missing from. One problem a value: where the text is
 *      wrong, what follows from it is left out, and a warning gives way to an error
 */
export function mergeProblems(
  { problems, positions }: Pick<StackFile, "problems" | "positions">,
  found: readonly Problem[],
): readonly Problem[] {
  const wrongText = collectPaths(problems.filter(({ severity }) => severity === "error"));
  const wrongValue = collectPaths(found.filter(({ severity }) => severity === "error"));
  return [
    ...problems.filter(({ severity, path }) => severity === "error" || !wrongValue.has(path)),
    ...found.filter(({ path }) => !wrongText.has(path)),
  ]
    .map((problem) => ({ ...findLine(problem, positions), ...problem }))
    .toSorted((a, b) => rankSeverity(a) - rankSeverity(b) || (a.line ?? 0) - (b.line ?? 0));
}

function collectPaths(problems: readonly Problem[]): ReadonlySet<string> {
  return new Set(problems.map(({ path }) => path));
}

function findLine(
  { path }: Problem,
  positions: StackFile["positions"],
): { readonly line?: number } {
  const position = findDeepestExistingPlace(path, positions);
  return position === undefined ? {} : { line: position.line };
}

function rankSeverity({ severity }: Problem): number {
  return severityRanks.indexOf(severity);
}
