import { formatPath, type PathKey, type Problem } from "../../problem";
import { isMap } from "../text";
import { existingSectionKeys } from "./existing-endpoint-section";
import { type Field, hasKey } from "./fields";
import { endpointEntries } from "./stack-section";

type RawMap = Readonly<Record<string, unknown>>;

/** An endpoint has at least one of these. */
const endpointMarks = ["model", "variant", ...Object.values(existingSectionKeys), "timetable", "schedules"];

const sections: Readonly<Record<string, Field>> = endpointEntries;

/**
 * Moves what has the wrong indentation to its place, so that one problem reports each: sections that are indented like
 * the endpoints' names, sections inside another section, and endpoints inside another endpoint.
 * @param endpoints as written
 * @returns `endpoints` undefined if nothing is misplaced
 */
export function moveMisplacedSections(endpoints: unknown): {
  readonly endpoints?: RawMap;
  readonly problems: readonly Problem[];
} {
  if (!isMap(endpoints) || Object.entries(endpoints).every(isMisplacedSection)) return { problems: [] };
  const raised = raiseNestedEndpoints(endpoints);
  const lowered = lowerSections(raised.endpoints);
  const split = Object.entries(lowered.endpoints).map(
    ([name, endpoint]) => [name, raiseSections(name, endpoint)] as const,
  );
  const problems = [...raised.problems, ...lowered.problems, ...split.flatMap(([, each]) => each.problems)];
  if (problems.length === 0) return { problems };
  return { endpoints: Object.fromEntries(split.map(([name, { endpoint }]) => [name, endpoint])), problems };
}

/** An endpoint may have the name of a section, too: its keys show which of the two is meant. */
function isMisplacedSection([key, value]: readonly [string, unknown]): boolean {
  if (!isSection(key) || !isMap(value)) return false;
  const inner = Object.keys(value);
  return !inner.some(isMark) || inner.some((each) => hasSectionKey(key, each) && !isSection(each));
}

function isSection(key: string): boolean {
  return Object.hasOwn(sections, key);
}

function isMark(key: string): boolean {
  return endpointMarks.includes(key);
}

function hasSectionKey(section: string, key: string): boolean {
  const field = sections[section];
  return field !== undefined && hasKey(field, key);
}

/** Moves each section beside endpoints into the endpoint above it, with the sections that follow it there. */
function lowerSections(endpoints: RawMap) {
  const misplaced = Object.entries(endpoints).filter(isMisplacedSection);
  const names = Object.keys(endpoints);
  const kept = Object.entries(endpoints).filter((entry) => !isMisplacedSection(entry));
  const findOwner = (key: string): string | undefined =>
    (kept.findLast(([name]) => names.indexOf(name) < names.indexOf(key)) ?? kept[0])?.[0];
  const moved = kept.map(([name, endpoint]): readonly [string, unknown] => {
    const added = misplaced
      .filter(([key]) => findOwner(key) === name)
      .flatMap(([key, value]) => splitSection(key, value));
    if (added.length === 0 || !(isMap(endpoint) || endpoint === null)) return [name, endpoint];
    return [name, dropRivals({ ...Object.fromEntries(added), ...endpoint })];
  });
  return {
    endpoints: Object.fromEntries(moved),
    problems: misplaced.map(([key]) =>
      createProblem(["endpoints", key], `${key}: is indented like the name of an endpoint`, {
        expected: `${key}: below the endpoint that it belongs to`,
        fix: "indent it, and the lines below it, by two more spaces",
      }),
    ),
  };
}

/** The section, and the endpoint's sections after it, which YAML reads as a part of it. */
function splitSection(key: string, value: unknown): readonly (readonly [string, unknown])[] {
  const entries = Object.entries(isMap(value) ? value : {});
  const isOwn = ([inner]: readonly [string, unknown]): boolean => hasSectionKey(key, inner) || !isSection(inner);
  return [[key, Object.fromEntries(entries.filter(isOwn))], ...entries.filter((entry) => !isOwn(entry))];
}

/** `timetable` and `schedules` exclude each other. */
function dropRivals({ timetable, ...endpoint }: RawMap): RawMap {
  return timetable === undefined || Object.hasOwn(endpoint, "schedules") ? endpoint : { ...endpoint, timetable };
}

/** Moves sections inside another section of an endpoint beside it. */
function raiseSections(name: string, endpoint: unknown) {
  if (!isMap(endpoint)) return { endpoint, problems: [] };
  const nested = Object.entries(endpoint).flatMap(([section, value]) =>
    Object.entries(isMap(value) ? value : {})
      .filter(([key, inner]) => isNestedSection(section, key, inner))
      .map(([key, inner]) => ({ section, key, inner })),
  );
  const isNested = (section: string, key: string): boolean =>
    nested.some((each) => each.section === section && each.key === key);
  const kept = Object.entries(endpoint).map(([section, value]): readonly [string, unknown] => [
    section,
    isMap(value) ? Object.fromEntries(Object.entries(value).filter(([key]) => !isNested(section, key))) : value,
  ]);
  return {
    endpoint: { ...Object.fromEntries(nested.map(({ key, inner }) => [key, inner])), ...Object.fromEntries(kept) },
    problems: nested.map(({ section, key }) =>
      createProblem(["endpoints", name, section, key], `${key}: is inside ${section}`, {
        expected: `${key}: in the same column as ${section}:`,
        fix: "indent it, and the lines below it, by two spaces less",
      }),
    ),
  };
}

/** A schedule may have the name of a section. */
function isNestedSection(section: string, key: string, value: unknown): boolean {
  return (
    isSection(section) &&
    isSection(key) &&
    !hasSectionKey(section, key) &&
    isMap(value) &&
    !Object.hasOwn(value, "schedule")
  );
}

/** Moves endpoints inside another endpoint beside it. */
function raiseNestedEndpoints(endpoints: RawMap) {
  const isNested = ([key, value]: readonly [string, unknown]): boolean =>
    !isSection(key) && isMap(value) && Object.keys(value).some(isMark);
  const listNested = (endpoint: unknown) => Object.entries(isMap(endpoint) ? endpoint : {}).filter(isNested);
  return {
    endpoints: Object.fromEntries(
      Object.entries(endpoints).flatMap(([name, endpoint]) => {
        const nested = listNested(endpoint);
        if (nested.length === 0 || !isMap(endpoint)) return [[name, endpoint] as const];
        return [
          [name, Object.fromEntries(Object.entries(endpoint).filter((entry) => !isNested(entry)))] as const,
          ...nested,
        ];
      }),
    ),
    problems: Object.entries(endpoints).flatMap(([name, endpoint]) =>
      listNested(endpoint).map(([key]) =>
        createProblem(["endpoints", name, key], `${key}: is inside the endpoint ${name}`, {
          expected: `${key}: in the same column as ${name}:`,
          fix: "indent it, and the lines below it, by two spaces less",
        }),
      ),
    ),
  };
}

function createProblem(
  path: readonly PathKey[],
  message: string,
  help: Required<Pick<Problem, "expected" | "fix">>,
): Problem {
  return { severity: "error", code: "wrong-indentation", path: formatPath(path), message, ...help };
}
