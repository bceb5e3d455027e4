import type { Problem, Severity } from "../problem";
import { formatPath, type PathKey } from "./path-text";
import { findDeepestExistingPlace } from "./nearest-written";

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
