import { formatPath, type PathKey, type Problem } from "../../problem";
import { describeKind, quoteValue } from "../text";
import { parseOwnKey, project } from "../yaml";
import type { Obstacle } from "./next-text-edit";

type Path = readonly PathKey[];

/** An alias, or a value that aliases share, is where the edit would be. */
export function refuseSharedValue({ path, mark }: Obstacle): Problem {
  const at = formatPath(toProblemPath(path));
  if (mark === undefined) {
    return createRefusal(at, `${at} is not written here: << brings it along`, {
      expected: "an entry that is written where it is changed",
      fix: "change the map that << names, by hand",
    });
  }
  const name = mark.slice(1);
  const message = mark.startsWith("*")
    ? `${mark} stands for a value that is written elsewhere`
    : `${mark} marks a value that *${name} repeats elsewhere, where it would change as well`;
  return createRefusal(at, message, {
    expected: `a value of its own, without &${name} and *${name}`,
    fix: `write the value itself in place of *${name}, or edit the file by hand`,
  });
}

/** The file has no map under config. */
export function refuseMissingConfig(path: Path): Problem {
  return createRefusal(formatPath(path), "the file has no map under config", {
    expected: `config: with keys that begin with ${project}:`,
    fix: `write config: and ${project}:endpoints: below it`,
  });
}

/** Something else than a map, or than a list, stands where an entry should be put in. */
export function refuseNonMap(values: unknown, above: Path, path: Path): Problem {
  const at = formatPath(toProblemPath(above));
  const held = above.reduce<unknown>(
    (value, key) =>
      typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined,
    values,
  );
  return createRefusal(formatPath(path), `${at} is ${describeKind(held)}: ${quoteValue(held)}`, {
    expected: `a map or a list at ${at}, so that an entry can be put into it`,
    fix: `write ${at} as a map of keys`,
  });
}

/** What is to get another name is not there. */
export function refuseMissingEntry(path: Path): Problem {
  return createRefusal(formatPath(path), `there is no ${formatPath(path)}`, {
    expected: "an entry of the file",
    fix: "name one that is there",
  });
}

/** Another entry has the new name already. */
export function refuseTakenName(path: Path, name: string): Problem {
  return createRefusal(
    formatPath(path),
    `there is another entry with the name ${quoteValue(name)}`,
    {
      expected: "a name that no other entry of the map has",
      fix: "choose another name, or remove the other entry first",
    },
  );
}

/** Written in a way that cannot be edited for sure. */
export function refuseUnsafeEdit(path: Path): Problem {
  return createRefusal(
    formatPath(path),
    "this place is written in a way that cannot be edited safely",
    {
      expected: "keys with their colon and value, without ? and types in front",
      fix: "edit the file by hand",
    },
  );
}

function createRefusal(
  path: string,
  message: string,
  more: { readonly expected: string; readonly fix: string },
): Problem {
  return { severity: "error", code: "edit-refused", path, message, ...more };
}

/** The path as problems have it: without config and the program's prefix. */
function toProblemPath([config, key, ...rest]: Path): Path {
  const name = typeof key === "string" ? parseOwnKey(key) : undefined;
  return name === undefined
    ? [config ?? "config", ...(key === undefined ? [] : [key])]
    : [name, ...rest];
}
