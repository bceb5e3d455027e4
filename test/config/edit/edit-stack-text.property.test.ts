import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { stringify } from "yaml";
import { editStackText, type StackEdit } from "../../../src/config/edit/edit-stack-text";
import { readYaml } from "../../../src/config/yaml/read-yaml";
import { runs } from "../../support/runs";

const words = fc.constantFrom(
  "mon-fri",
  "08:00",
  "2026-12-24",
  "2026-12-24T12:00",
  "yes",
  "null",
  "010",
  "1e3",
  "10m",
  "",
  " x",
  "a: b",
  "a # b",
  "# c",
  "{x}",
  "it's",
  'say "hi"',
  "Käse & Brot",
  "- x",
  "cron(0 17 ? * MON-FRI *)",
  "two\nlines",
  "\u2028",
  "*x",
  "&x",
  "!x",
  "~",
  "<<",
  ".5",
  "0x1F",
  "0xff",
  "1. Weihnachtstag",
);
const scalar = fc.oneof(words, fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
const keys = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom("a", "b", "c", "d", "office", "two words") },
  { weight: 1, arbitrary: words.filter((word) => word !== "<<") },
);
const { value: valueArbitrary } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    { weight: 3, arbitrary: scalar },
    { weight: 2, arbitrary: fc.dictionary(keys, tie("value"), { maxKeys: 4, noNullPrototype: true }) },
    { weight: 1, arbitrary: fc.array(tie("value"), { maxLength: 3 }) },
  ),
}));
const mapArbitrary = fc.dictionary(keys, valueArbitrary, { maxKeys: 4, noNullPrototype: true });

/** A stack file in any style that the YAML library can write, with comments between its lines. */
const texts = (lineWidths: readonly number[]) =>
  fc
    .record({
      endpoints: mapArbitrary,
      guards: mapArbitrary,
      indent: fc.constantFrom(2, 4),
      indentSeq: fc.boolean(),
      collectionStyle: fc.constantFrom("any" as const, "flow" as const, "block" as const),
      lineWidth: fc.constantFrom(...lineWidths),
      windowsLines: fc.boolean(),
      lastLine: fc.boolean(),
      comments: fc.boolean(),
    })
    .map(({ endpoints, guards, windowsLines, lastLine, comments, collectionStyle, ...options }) => {
      const file = {
        config: {
          "aws:region": "eu-central-1",
          "inference-timetable:endpoints": endpoints,
          "inference-timetable:guards": guards,
        },
      };
      const written = stringify(file, { ...options, defaultStringType: "QUOTE_DOUBLE", collectionStyle });
      const commented = comments
        ? written.replaceAll(/^( *)("?\w+"?:.*[\w"}\]]|- \d+)$/gm, "$1# above\n$1$2 # behind")
        : written;
      const ended = lastLine ? commented : commented.trimEnd();
      return windowsLines ? ended.replaceAll("\n", "\r\n") : ended;
    })
    .filter((text) => readYaml(text).problems.every(({ severity }) => severity !== "error"));

const textArbitrary = texts([0, 40]);

const pathArbitrary = fc
  .tuple(fc.constantFrom("endpoints", "guards", "tags"), fc.array(keys, { maxLength: 3 }))
  .map(([first, more]) => [first, ...more]);

interface Values {
  readonly [key: string]: unknown;
}

function isMap(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What an edit means, told in another way than the program does: on a copy that is changed in place. */
function expected(text: string, path: readonly string[], value: unknown): unknown {
  const file: unknown = JSON.parse(JSON.stringify(readYaml(text).value));
  const [name = "", ...rest] = path;
  const steps = ["config", `inference-timetable:${name}`, ...rest];
  const last = steps.pop() ?? "";
  let held: unknown = file;
  for (const step of steps) {
    if (!isMap(held)) return "refused";
    if (!Object.hasOwn(held, step) || held[step] === null) {
      if (value === undefined) return file;
      Object.defineProperty(held, step, { value: {}, enumerable: true, configurable: true, writable: true });
    }
    held = held[step];
  }
  if (!isMap(held)) return "refused";
  if (value === undefined) Reflect.deleteProperty(held, last);
  else Object.defineProperty(held, last, { value, enumerable: true, configurable: true, writable: true });
  return file;
}

const isShared = (before: string, after: string): boolean => {
  const old = before.split(/\r?\n/);
  const now = after.split(/\r?\n/);
  let front = 0;
  while (front < old.length && front < now.length && old[front] === now[front]) front += 1;
  let back = 0;
  while (back < old.length - front && old.at(-1 - back) === now.at(-1 - back)) back += 1;
  return front + back >= old.length - 1;
};

describe("editStackText", () => {
  it("gives a text that reads as the edited values, and does nothing a second time", () => {
    fc.assert(
      fc.property(textArbitrary, pathArbitrary, fc.option(valueArbitrary, { nil: undefined }), (text, path, value) => {
        const wanted = expected(text, path, value);
        const edit = value === undefined ? { path } : { path, value };
        const result = editStackText(text, [edit]);
        if (wanted === "refused") return "problems" in result;
        if (!("text" in result)) return false;
        const again = editStackText(result.text, [edit]);
        return isDeepStrictEqual(readYaml(result.text).value, wanted) && "text" in again && again.text === result.text;
      }),
      runs(0.4),
    );
  });

  it("changes no line but the one of the value, where one scalar replaces another", () => {
    fc.assert(
      fc.property(texts([0]), fc.integer({ min: 0, max: 50 }), scalar, (text, pick, value) => {
        const places = scalarPlaces(readYaml(text).value);
        const path = places[pick % Math.max(1, places.length)];
        if (path === undefined) return true;
        const result = editStackText(text, [{ path, value }]);
        return "text" in result && isShared(text, result.text);
      }),
      runs(0.4),
    );
  });

  it("is undone by the opposite edit, byte for byte, where an entry is added to others", () => {
    fc.assert(
      fc.property(
        textArbitrary.filter((text) => isMap(guardsOf(text)) && hasEntries(guardsOf(text))),
        valueArbitrary,
        (text, value) => {
          const path = ["guards", "added"];
          const result = editStackText(text, [{ path, value }]);
          if (!("text" in result)) return false;
          const back = editStackText(result.text, [{ path }]);
          return "text" in back && back.text === text;
        },
      ),
      runs(0.4),
    );
  });
});

describe("editStackText at any place that is there", () => {
  it("gives what each of several edits means, and keeps every comment that no removed value held", () => {
    fc.assert(
      fc.property(
        textArbitrary,
        fc.array(fc.tuple(fc.nat(), operation), { minLength: 1, maxLength: 3 }),
        (text, picks) => {
          const { edits, wanted } = meant(text, picks);
          const result = editStackText(text, edits);
          if (wanted === undefined) return "problems" in result;
          if (!("text" in result)) return false;
          const removes = edits.some((edit) => !("renameTo" in edit));
          const comments = (written: string): number => [...written.matchAll(/# (?:above|behind)$/gm)].length;
          return (
            isDeepStrictEqual(readYaml(result.text).value, wanted) &&
            (removes || comments(result.text) === comments(text))
          );
        },
      ),
      runs(0.4),
    );
  });
});

type Operation =
  | { readonly kind: "set" | "append"; readonly value: unknown }
  | { readonly kind: "remove" }
  | { readonly kind: "rename"; readonly name: string };

const operation: fc.Arbitrary<Operation> = fc.oneof(
  fc.record({ kind: fc.constantFrom("set" as const, "append" as const), value: valueArbitrary }),
  fc.constant({ kind: "remove" as const }),
  fc.record({ kind: fc.constant("rename" as const), name: keys }),
);

/** The edits, and the values they lead to; undefined where one has to be refused. */
function meant(
  text: string,
  picks: readonly (readonly [pick: number, operation: Operation])[],
): { readonly edits: readonly StackEdit[]; readonly wanted: unknown } {
  let file: unknown = JSON.parse(JSON.stringify(readYaml(text).value));
  let refused = false;
  const edits = picks.flatMap(([pick, chosen]): readonly StackEdit[] => {
    const places = allPlaces(file);
    const path = places[pick % Math.max(1, places.length)];
    if (path === undefined) return [];
    const [first = "", ...rest] = path;
    const last = rest.at(-1);
    const inFile = ["config", `inference-timetable:${first}`, ...rest];
    switch (chosen.kind) {
      case "set":
        file = replaced(file, inFile, () => [chosen.value]);
        return [{ path, value: chosen.value }];
      case "remove":
        file = replaced(file, inFile, () => []);
        return [{ path }];
      case "append": {
        const list = at(file, inFile);
        if (!Array.isArray(list)) return [];
        file = replaced(file, inFile, () => [[...list, chosen.value]]);
        return [{ path: [...path, list.length], value: chosen.value }];
      }
      case "rename": {
        const around = at(file, inFile.slice(0, -1));
        if (typeof last !== "string" || !isMap(around)) return [];
        if (last !== chosen.name && Object.hasOwn(around, chosen.name)) refused = true;
        else file = replaced(file, inFile.slice(0, -1), () => [withName(around, last, chosen.name)]);
        return [{ path, renameTo: chosen.name }];
      }
    }
  });
  return { edits, wanted: refused ? undefined : file };
}

function withName(map: Values, from: string, to: string): Values {
  return Object.fromEntries(Object.entries(map).map(([key, held]) => [key === from ? to : key, held]));
}

function at(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (held, key) => (typeof held === "object" && held !== null ? Reflect.get(held, key) : undefined),
    value,
  );
}

/** A copy with no, or another, value at a place that is there. */
function replaced(value: unknown, [key, ...rest]: readonly (string | number)[], by: () => readonly unknown[]): unknown {
  if (Array.isArray(value)) {
    return value.flatMap((item, index) =>
      index !== key ? [item] : rest.length === 0 ? by() : [replaced(item, rest, by)],
    );
  }
  if (!isMap(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, held]) => {
      if (name !== key) return [[name, held]];
      const now = rest.length === 0 ? by() : [replaced(held, rest, by)];
      return now.map((one) => [name, one]);
    }),
  );
}

/** Paths of everything below the endpoints and guards. */
function allPlaces(file: unknown): readonly (readonly (string | number)[])[] {
  const below = (value: unknown, path: readonly (string | number)[]): readonly (readonly (string | number)[])[] => {
    const entries: readonly (readonly [string | number, unknown])[] = Array.isArray(value)
      ? value.map((item, index) => [index, item] as const)
      : isMap(value)
        ? Object.entries(value)
        : [];
    return entries.flatMap(([key, held]) => {
      const place = [...path, key];
      return [place, ...below(held, place)];
    });
  };
  const config = at(file, ["config"]);
  return ["endpoints", "guards"].flatMap((name) => below(at(config, [`inference-timetable:${name}`]), [name]));
}

function guardsOf(text: string): unknown {
  const file = readYaml(text).value;
  return isMap(file) && isMap(file["config"]) ? file["config"]["inference-timetable:guards"] : undefined;
}

function hasEntries(value: unknown): boolean {
  return isMap(value) && Object.keys(value).length > 0;
}

/** Paths of scalars on one line below the endpoints. */
function scalarPlaces(file: unknown): readonly (readonly (string | number)[])[] {
  const config = isMap(file) && isMap(file["config"]) ? file["config"] : {};
  const below = (value: unknown, path: readonly (string | number)[]): readonly (readonly (string | number)[])[] => {
    if (Array.isArray(value)) return value.flatMap((item, index) => below(item, [...path, index]));
    if (isMap(value)) return Object.entries(value).flatMap(([key, held]) => below(held, [...path, key]));
    return [path];
  };
  return below(config["inference-timetable:endpoints"], ["endpoints"]).filter((path) => path.length > 1);
}
