import { formatPath, type PathKey, type Problem, type Severity } from "../../problem";
import type { StackFile } from "./stack-file";

const severityRanks = ["error", "warning", "note"] as const satisfies readonly Severity[];

/**
 * Sorts problems: errors, then warnings, then notes, each in file order and each once.
 * @param raw the config that the paths refer to; a path that is not in it sorts with its nearest parent
 */
export function sortProblems(problems: readonly Problem[], raw: unknown): readonly Problem[] {
  if (problems.length < 2) return problems;
  const places = numberPaths(raw);
  const unique = new Map(problems.map((problem) => [JSON.stringify(problem), problem]));
  const placed = [...unique.values()].map((problem) => ({
    problem,
    rank: rankSeverity(problem),
    place: findDeepestExistingPlace(problem.path, places) ?? 0,
  }));
  return placed.toSorted((a, b) => a.rank - b.rank || a.place - b.place).map(({ problem }) => problem);
}

/** Each path with its position in the file. */
function numberPaths(raw: unknown): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  const visit = (value: unknown, keys: readonly PathKey[]): void => {
    places.set(formatPath(keys), places.size);
    if (Array.isArray(value))
      value.forEach((item: unknown, i) => {
        visit(item, [...keys, i]);
      });
    else if (typeof value === "object" && value !== null) {
      for (const [key, item] of Object.entries(value)) visit(item, [...keys, key]);
    }
  };
  visit(raw, []);
  return places;
}

/**
 * Merges the problems of a stack file's text with those of its values.
 *
 * A value has one problem: an error in its text hides those that follow from it, and an error hides a
 * warning.
 * @param found the problems of the values
 * @returns by severity, then by file and line; a missing key has the line of its section
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
    .toSorted(
      (a, b) => rankSeverity(a) - rankSeverity(b) || countFiles(a) - countFiles(b) || (a.line ?? 0) - (b.line ?? 0),
    );
}

function collectPaths(problems: readonly Problem[]): ReadonlySet<string> {
  return new Set(problems.map(({ path }) => path));
}

function findLine({ path }: Problem, positions: StackFile["positions"]): Pick<Problem, "line" | "file"> {
  const { line, file } = findDeepestExistingPlace(path, positions) ?? {};
  return { ...(line === undefined ? {} : { line }), ...(file === undefined ? {} : { file }) };
}

/** Problems of the project file come after those of the stack file. */
function countFiles({ file }: Problem): number {
  return file === undefined ? 0 : 1;
}

function rankSeverity({ severity }: Problem): number {
  return severityRanks.indexOf(severity);
}

/** The value at the longest part of a path that exists in `places`; undefined if no part does. */
export function findDeepestExistingPlace<T>(path: string, places: ReadonlyMap<string, T>): T | undefined {
  for (let end = path.length; end > 0; end -= 1) {
    const next = path[end];
    const place = places.get(path.slice(0, end));
    if (place !== undefined && (next === undefined || next === "." || next === "[")) return place;
  }
  return undefined;
}
