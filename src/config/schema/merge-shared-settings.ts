import { formatPath, type PathKey, type Problem } from "../../problem";
import { isEncrypted, isMap } from "../text";
import { existingSectionKeys } from "./existing-endpoint-section";
import { copyPlaces, type MergedTimetable, mergeTimetables, type Place } from "./merge-timetables";

type RawMap = Readonly<Record<string, unknown>>;

/** A stack file whose endpoints have their named timetables and defaults. */
export interface MergedSettings {
  readonly raw: RawMap;
  readonly problems: readonly Problem[];
  /** Where the file has each value of an endpoint that is written elsewhere. */
  readonly places: WrittenPlaces;
  /** In file order. */
  readonly users: readonly SharedTimetable[];
}

/** A named timetable, and the endpoints that use it, also through `like`. */
export interface SharedTimetable {
  readonly name: string;
  readonly endpoints: readonly string[];
}

/** Places by path of the merged value. The longest path counts. */
export type WrittenPlaces = ReadonlyMap<string, { readonly from: string; readonly to: string }>;

/** Merged key by key; all other defaults apply as a whole. */
const mergedKeys = ["variant", "tags"];

/**
 * Adds to each endpoint the timetable that it names and the defaults of the stack, as if they were written there.
 * @param raw the values of a stack file, in any shape: what is wrong stays for the parser
 */
export function mergeSharedSettings(raw: RawMap): MergedSettings {
  const endpoints = Object.entries(readMap(raw["endpoints"]));
  const written = endpoints.map(([name, endpoint]) => ({
    keys: ["endpoints", name, "timetable"],
    value: isMap(endpoint) ? endpoint["timetable"] : undefined,
  }));
  const { timetables, problems, names } = mergeTimetables(readMap(raw["timetables"]), written);
  const merged = endpoints.map(([name, endpoint], index) =>
    mergeEndpoint(name, endpoint, timetables[index], readMap(raw["defaults"])),
  );
  const users = names.map((timetable) => ({
    name: timetable,
    endpoints: endpoints.flatMap(([name], index) => (timetables[index]?.names.includes(timetable) ? [name] : [])),
  }));
  return {
    raw: isMap(raw["endpoints"]) && !isEncrypted(raw["endpoints"]) ? { ...raw, endpoints: listToMap(merged) } : raw,
    problems: [...problems, ...findUnusedTimetables(users)],
    places: new Map(merged.flatMap(({ places }) => places).map(toWrittenPlace)),
    users,
  };
}

function readMap(value: unknown): RawMap {
  return isMap(value) && !isEncrypted(value) ? value : {};
}

interface MergedEndpoint {
  readonly name: string;
  readonly endpoint: unknown;
  readonly places: readonly Place[];
}

function listToMap(merged: readonly MergedEndpoint[]): RawMap {
  return Object.fromEntries(merged.map(({ name, endpoint }) => [name, endpoint]));
}

function toWrittenPlace({ merged, written }: Place) {
  const from = formatPath(merged);
  return [from, { from, to: formatPath(written) }] as const;
}

function mergeEndpoint(
  name: string,
  endpoint: unknown,
  timetable: MergedTimetable | undefined,
  defaults: RawMap,
): MergedEndpoint {
  if (!isMap(endpoint)) return { name, endpoint, places: [] };
  const at = ["endpoints", name];
  const own = timetable === undefined ? endpoint : { ...endpoint, timetable: timetable.value };
  const places = timetable === undefined ? [] : copyPlaces(timetable.places, [], [...at, "timetable"]);
  const exists = Object.values(existingSectionKeys).some((key) => Object.hasOwn(endpoint, key));
  const added = exists ? [] : Object.entries(defaults).flatMap(([key, value]) => addDefault(own, key, value));
  return {
    name,
    endpoint: { ...own, ...Object.fromEntries(added.map(({ key, value }) => [key, value])) },
    places: [
      ...places,
      ...added.flatMap(({ keys }) => keys.map((key) => ({ merged: [...at, ...key], written: ["defaults", ...key] }))),
    ],
  };
}

/** A default that an endpoint gets; `keys` are the paths from the endpoint on. */
interface AddedDefault {
  readonly key: string;
  readonly value: unknown;
  readonly keys: readonly (readonly PathKey[])[];
}

function addDefault(endpoint: RawMap, key: string, value: unknown): readonly AddedDefault[] {
  if (!["variant", "scaling", "monitoring", "tags"].includes(key)) return [];
  if (!mergedKeys.includes(key)) return Object.hasOwn(endpoint, key) ? [] : [{ key, value, keys: [[key]] }];
  const { [key]: own = {} } = endpoint;
  if (!isMap(own) || isEncrypted(own) || !isMap(value) || isEncrypted(value)) return [];
  const keys = Object.keys(value).filter((inner) => !Object.hasOwn(own, inner));
  return [{ key, value: { ...value, ...own }, keys: keys.map((inner) => [key, inner]) }];
}

function findUnusedTimetables(users: MergedSettings["users"]): readonly Problem[] {
  return users.flatMap(({ name, endpoints }): readonly Problem[] => {
    if (endpoints.length > 0) return [];
    return [
      {
        severity: "warning",
        code: "unused-timetable",
        path: formatPath(["timetables", name]),
        message: `no endpoint uses the timetable "${name}"`,
        expected: `timetable: ${name} in an endpoint`,
        fix: "remove it if nobody needs it",
      },
    ];
  });
}

/** Finds where the file has the value at a path. */
export function findWrittenPath(places: WrittenPlaces, path: string): string {
  for (let end = path.length; end > 0; end -= 1) {
    const place = [".", "[", undefined].includes(path[end]) ? places.get(path.slice(0, end)) : undefined;
    if (place !== undefined) return place.to + path.slice(end);
  }
  return path;
}

/** The problems of one endpoint, with paths of merged values. */
export interface EndpointProblems {
  readonly name: string;
  readonly problems: readonly Problem[];
}

/**
 * Moves problems to where the file has their text. A text that several endpoints use has each of its problems once.
 * @param known the codes and places of problems that are reported already
 */
export function moveProblems(
  found: readonly EndpointProblems[],
  { places, users }: Pick<MergedSettings, "places" | "users">,
  known: readonly Problem[] = [],
): readonly Problem[] {
  if (places.size === 0) return found.flatMap(({ problems }) => problems);
  const reporters = new Map<string, readonly string[]>(known.map((problem) => [toKey(problem), [""]]));
  const moved = found.flatMap(({ name, problems }) =>
    problems.map((problem) => ({ name, problem: { ...problem, path: findWrittenPath(places, problem.path) } })),
  );
  for (const { name, problem } of moved) {
    const key = toKey(problem);
    const names = reporters.get(key) ?? [];
    if (!names.includes(name)) reporters.set(key, [...names, name]);
  }
  return moved
    .filter(({ name, problem }) => reporters.get(toKey(problem))?.[0] === name)
    .map(({ problem }) => addReporters(problem, reporters.get(toKey(problem)) ?? [], users));
}

function toKey({ code, path }: Problem): string {
  return `${code} ${path}`;
}

/** Names the endpoints that have a problem if others use the same timetable without it. */
function addReporters(problem: Problem, reporters: readonly string[], users: MergedSettings["users"]): Problem {
  const used = users.find(({ name }) => isInside(problem.path, formatPath(["timetables", name])));
  const { endpoints: all } = used ?? { endpoints: reporters };
  if (reporters.length >= all.length) return problem;
  const names = `${reporters.length === 1 ? "endpoint" : "endpoints"} ${reporters.join(", ")}`;
  return { ...problem, message: `${problem.message} (${names})` };
}

function isInside(path: string, outer: string): boolean {
  return path === outer || path.startsWith(`${outer}.`) || path.startsWith(`${outer}[`);
}
