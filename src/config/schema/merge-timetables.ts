import { formatPath, type PathKey, type Problem } from "../../problem";
import { findClosestMatch, isEncrypted, isMap, quoteValue } from "../text";

type RawMap = Readonly<Record<string, unknown>>;

/** Where the stack file has a merged value, and all that is inside it. */
export interface Place {
  readonly merged: readonly PathKey[];
  readonly written: readonly PathKey[];
}

/** A timetable with everything that it takes from others; `places` begin at the timetable. */
export interface MergedTimetable {
  readonly value: RawMap;
  readonly places: readonly Place[];
  /** The timetables that it is like, at once or through another one. */
  readonly names: readonly string[];
}

interface WrittenTimetable {
  /** Its path in the stack file. */
  readonly keys: readonly PathKey[];
  readonly value: unknown;
}

/** For a timetable whose `like` is wrong, so that nothing seems to be missing. */
const placeholder = { baseline: { min: 1, max: 1 } };

/**
 * Replaces the names of timetables, alone or in `like`, by what they name.
 * @param named timetables by name, in any shape
 * @param written timetables of endpoints, in any shape
 * @returns `timetables` in the order of `written`; undefined for those that name no other
 */
export function mergeTimetables(named: RawMap, written: readonly WrittenTimetable[]) {
  const known = new Map<string, MergedTimetable | undefined>();
  const problems: Problem[] = [];

  function findNamed(name: string, at: readonly PathKey[], outer: readonly string[]): MergedTimetable | undefined {
    if (outer.includes(name)) problems.push(createCycleProblem(at, [...outer.slice(outer.indexOf(name)), name]));
    else if (!Object.hasOwn(named, name)) problems.push(createUnknownProblem(at, name, Object.keys(named)));
    if (outer.includes(name) || !Object.hasOwn(named, name)) return undefined;
    if (!known.has(name)) known.set(name, mergeNamed(name, outer));
    return known.get(name);
  }

  function mergeNamed(name: string, outer: readonly string[]): MergedTimetable {
    const keys = ["timetables", name];
    const value = isPlainMap(named[name]) ? named[name] : placeholder;
    const own = { value, places: [{ merged: [], written: keys }], names: [] };
    const merged = merge({ keys, value }, [...outer, name]) ?? own;
    return { ...merged, names: [name, ...merged.names] };
  }

  function merge({ keys, value }: WrittenTimetable, outer: readonly string[]): MergedTimetable | undefined {
    const { like, ...own } = isPlainMap(value) ? value : { like: value };
    if (typeof like !== "string" || like.trim() === "") return undefined;
    const base = findNamed(like, isMap(value) ? [...keys, "like"] : keys, outer);
    if (base === undefined)
      return { value: { ...placeholder, ...own }, places: [{ merged: [], written: keys }], names: [] };
    return typeof value === "string" ? base : joinTimetables(own, keys, base);
  }

  const all = Object.keys(named);
  for (const name of all) findNamed(name, ["timetables", name], []);
  return { timetables: written.map((timetable) => merge(timetable, [])), problems, names: all };
}

/** The keys of `own` win; windows are joined by name, and the exceptions of `own` come first. */
function joinTimetables(
  own: RawMap,
  keys: readonly PathKey[],
  { value: base, places, names }: MergedTimetable,
): MergedTimetable {
  const { windows, exceptions } = own;
  const joinsWindows = isPlainMap(windows) && isPlainMap(base["windows"]);
  const joinsExceptions = Array.isArray(exceptions) && Array.isArray(base["exceptions"]);
  const ownList: readonly unknown[] = joinsExceptions ? exceptions : [];
  const baseList: readonly unknown[] = joinsExceptions ? (base["exceptions"] as readonly unknown[]) : [];
  const inherited = Object.keys(base).filter((key) => !Object.hasOwn(own, key));
  const baseWindows = joinsWindows ? (base["windows"] as RawMap) : {};
  const inheritedWindows = Object.keys(baseWindows).filter((name) => !(isMap(windows) && Object.hasOwn(windows, name)));
  return {
    value: {
      ...base,
      ...own,
      ...(joinsWindows ? { windows: { ...baseWindows, ...windows } } : {}),
      ...(joinsExceptions ? { exceptions: [...ownList, ...baseList] } : {}),
    },
    names,
    places: [
      { merged: [], written: keys },
      ...inherited.flatMap((key) => copyPlaces(places, [key], [key])),
      ...inheritedWindows.flatMap((name) => copyPlaces(places, ["windows", name], ["windows", name])),
      ...baseList.flatMap((_, index) =>
        copyPlaces(places, ["exceptions", index], ["exceptions", ownList.length + index]),
      ),
    ],
  };
}

/** Lists the places of the value at `from`, and of all that is inside it, for a copy of it at `to`. */
export function copyPlaces(
  places: readonly Place[],
  from: readonly PathKey[],
  to: readonly PathKey[],
): readonly Place[] {
  const around = places
    .filter(({ merged }) => startsWith(from, merged))
    .toSorted((a, b) => b.merged.length - a.merged.length)[0];
  const inside = places.filter(({ merged }) => merged.length > from.length && startsWith(merged, from));
  return [
    ...(around === undefined
      ? []
      : [{ merged: to, written: [...around.written, ...from.slice(around.merged.length)] }]),
    ...inside.map(({ merged, written }) => ({ merged: [...to, ...merged.slice(from.length)], written })),
  ];
}

function isPlainMap(value: unknown): value is RawMap {
  return isMap(value) && !isEncrypted(value);
}

function startsWith(keys: readonly PathKey[], start: readonly PathKey[]): boolean {
  return start.every((key, index) => keys[index] === key);
}

function createUnknownProblem(at: readonly PathKey[], name: string, known: readonly string[]): Problem {
  const closest = findClosestMatch(name, known);
  return {
    severity: "error",
    code: "unknown-timetable",
    path: formatPath(at),
    message: `the stack has no timetable ${quoteValue(name)}`,
    expected:
      known.length === 0
        ? "a map with the key baseline, or a name under timetables of the stack file"
        : `one of ${known.join(", ")}`,
    fix: closest === undefined ? `add ${name} under timetables, or write the timetable here` : `write ${closest}`,
  };
}

function createCycleProblem(at: readonly PathKey[], [first = "", ...others]: readonly string[]): Problem {
  const chain = others.length === 1 ? "itself" : others.map(quoteValue).join(", which is like ");
  return {
    severity: "error",
    code: "timetable-like-itself",
    path: formatPath(at),
    message: `the timetable ${quoteValue(first)} is like ${chain}`,
    expected: "a timetable that is not like this one",
    fix: "remove like, or name another timetable",
  };
}
