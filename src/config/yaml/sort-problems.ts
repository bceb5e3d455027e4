import { formatPath, type PathKey, type Problem, type Severity } from "../../problem";
import type { StackFile } from "./stack-file";

const severityOrder = ["error", "warning", "note"] as const satisfies readonly Severity[];

/**
 * Problems as a user should read them: errors, then warnings, then notes, each in the order of the file.
 *
 * In:  `raw`: the config the paths lead into
 * Out: the same problem once only; one whose path is not written comes where its nearest parent is
 */
export function sortProblems(problems: readonly Problem[], raw: unknown): readonly Problem[] {
  const places = numberPaths(raw);
  const unique = new Map(problems.map((problem) => [JSON.stringify(problem), problem]));
  const placed = [...unique.values()].map((problem) => ({
    problem,
    rank: severityOrder.indexOf(problem.severity),
    place: findDeepestExistingPlace(problem.path, places) ?? 0,
  }));
  return placed
    .toSorted((a, b) => a.rank - b.rank || a.place - b.place)
    .map(({ problem }) => problem);
}

/** Each path with its turn in the file. */
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

/**
 * The value of the longest part of a path that is written.
 *
 * In:  `endpoints.a.variant.instanceType`, of which perhaps only `endpoints.a.variant` is written
 * Out: undefined when not even the first key is
 */
export function findDeepestExistingPlace<T>(
  path: string,
  places: ReadonlyMap<string, T>,
): T | undefined {
  for (let end = path.length; end > 0; end -= 1) {
    const next = path[end];
    const place = places.get(path.slice(0, end));
    if (place !== undefined && (next === undefined || next === "." || next === "[")) return place;
  }
  return undefined;
}
