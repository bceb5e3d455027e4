import { formatPath, type PathKey, type Problem } from "../../problem";
import { describeKind, quoteValue } from "../text";
import { parseOwnKey } from "../yaml";
import type { Obstacle } from "./next-text-edit";

type Path = readonly PathKey[];

/** The edit would change an alias, or a value that aliases share. */
export function refuseSharedValue({ path, anchor }: Obstacle, project: string): Problem {
  const at = formatPath(toProblemPath(path, project));
  if (anchor === undefined) {
    return createRefusal(at, `${at} comes from another map through <<`, {
      expected: "an entry of the map itself",
      fix: "edit the map that << merges, by hand",
    });
  }
  const name = anchor.slice(1);
  const message = anchor.startsWith("*")
    ? `the value is the alias ${anchor}`
    : `the value has the anchor ${anchor}, so the edit would also change every alias *${name}`;
  return createRefusal(at, message, {
    expected: `a value without &${name} and *${name}`,
    fix: `replace *${name} with the value, or edit the file by hand`,
  });
}

export function refuseMissingConfig(path: Path, project: string): Problem {
  return createRefusal(formatPath(path), "the file has no map under config", {
    expected: `config: with keys that begin with ${project}:`,
    fix: `write config: and ${project}:endpoints: below it`,
  });
}

/** The parent of a new entry is not a map or a list. */
export function refuseNonMap(values: unknown, above: Path, path: Path, project: string): Problem {
  const at = formatPath(toProblemPath(above, project));
  const parent = above.reduce<unknown>(
    (value, key) => (typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined),
    values,
  );
  return createRefusal(formatPath(path), `${at} is ${describeKind(parent)}: ${quoteValue(parent)}`, {
    expected: `a map or a list at ${at}`,
    fix: `write ${at} as a map of keys`,
  });
}

export function refuseMissingEntry(path: Path): Problem {
  return createRefusal(formatPath(path), `${formatPath(path)} does not exist`, {
    expected: "an entry of the file",
    fix: "choose an existing entry",
  });
}

export function refuseTakenName(path: Path, name: string): Problem {
  return createRefusal(formatPath(path), `another entry is already named ${quoteValue(name)}`, {
    expected: "a name that no other entry of the map has",
    fix: "choose another name, or remove the other entry first",
  });
}

export function refuseUnsafeEdit(path: Path): Problem {
  return createRefusal(formatPath(path), "the text at this place cannot be edited safely", {
    expected: "plain keys with a colon and a value, without ? and tags",
    fix: "edit the file by hand",
  });
}

function createRefusal(
  path: string,
  message: string,
  more: { readonly expected: string; readonly fix: string },
): Problem {
  return { severity: "error", code: "edit-refused", path, message, ...more };
}

/** The path without config and the prefix, as in problems. */
function toProblemPath([config, key, ...rest]: Path, project: string): Path {
  const name = typeof key === "string" ? parseOwnKey(key, project) : undefined;
  return name === undefined ? [config ?? "config", ...(key === undefined ? [] : [key])] : [name, ...rest];
}
