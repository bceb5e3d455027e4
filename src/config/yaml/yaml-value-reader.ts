import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type LineCounter,
  type Node,
  visit,
} from "yaml";
import { formatPath, type PathKey, type Problem } from "../../problem";
import { hideTokens, isMap as isPlainMap, quoteValue } from "../text";
import { notFinite, parseEngineScalar } from "./engine-scalar";

/** A place in a text, counted from 1. `file`: absent for the stack file. */
export interface YamlPosition {
  readonly line: number;
  readonly column: number;
  readonly file?: string;
}

/** More than any stack needs: nested aliases would fill the memory. */
const maxValues = 200_000;

type Path = readonly PathKey[];
type ProblemDetails = Omit<Problem, "severity" | "path">;
type Entry = readonly [key: string, value: unknown];

interface PairNodes {
  readonly key: unknown;
  readonly value: unknown;
}

/**
 * Reads a document's values as the engine does, and collects the problems.
 * @see https://github.com/go-yaml/yaml/blob/v3.0.1/decode.go
 */
export class YamlValueReader {
  readonly positions = new Map<string, YamlPosition>();
  readonly problems: Problem[] = [];
  /** The collections around the current node. */
  readonly #open: Node[] = [];
  #count = 0;
  readonly #targets: ReadonlyMap<Alias, Node>;

  constructor(
    document: Document,
    private readonly lines: LineCounter,
    private readonly text: string,
  ) {
    this.#targets = findAliasTargets(document);
  }

  readValue(node: unknown, path: Path): unknown {
    this.#count += 1;
    if (this.#count > maxValues) return this.#tooLarge();
    if (isAlias(node)) return this.#aliasValue(this.#targets.get(node), node.source, path);
    if (isNode(node) && !this.#marksAreKnown(node, path)) return null;
    if (isScalar(node)) return this.#scalarValue(node.value, node.type, node.tag, path);
    if (!isSeq(node) && !isMap(node)) return null;
    this.#open.push(node);
    const value = isSeq(node) ? this.#listValue(node.items, path) : this.#mapValue(node.items, path);
    this.#open.pop();
    return value;
  }

  #aliasValue(target: Node | undefined, name: string, path: Path): unknown {
    if (target !== undefined && !this.#open.includes(target)) return this.readValue(target, path);
    this.#add(path, {
      code: "yaml-syntax",
      message:
        target === undefined
          ? `the alias *${name} has no anchor &${name}`
          : `the alias *${name} refers to a value that contains *${name}`,
      expected: `an anchor &${name} above the alias`,
      fix: "write the value instead of the alias",
    });
    return null;
  }

  #marksAreKnown({ tag, anchor }: { tag?: string; anchor?: string }, path: Path): boolean {
    if (tag !== undefined && !/^tag:yaml.org,2002:(?:str|map|seq)$/.test(tag)) {
      const shown = quoteValue(tag.replace("tag:yaml.org,2002:", "!!"));
      this.#add(path, {
        code: "yaml-syntax",
        message: `the tag ${shown} is not supported`,
        expected: "a value without a tag",
        fix: "remove the tag, and put text in quotes",
      });
      return false;
    }
    if (anchor === undefined || /^[\w-]+$/.test(anchor)) return true;
    this.#add(path, {
      code: "yaml-syntax",
      message: `Pulumi cannot read the anchor &${anchor}`,
      expected: "letters, digits, _ and - after &",
      fix: "put text that starts with & in quotes",
    });
    return false;
  }

  #scalarValue(held: unknown, type: unknown, tag: string | undefined, path: Path): unknown {
    const word = typeof held === "string" ? held : "";
    if ((type !== "PLAIN" && type !== undefined) || tag !== undefined) return word;
    this.#refuseInFlow(word, path);
    const value = parseEngineScalar(word);
    if (value === notFinite) {
      this.#add(path, {
        code: "wrong-value",
        message: `Pulumi cannot store the number ${word}`,
        expected: "a number, or text in quotes",
        fix: `write a number, or "${word}" in quotes`,
      });
      return null;
    }
    if (typeof value === "number") this.#warnOfOctal(word, value, path);
    return value;
  }

  /** Inside brackets, the engine reads a question mark or a leading colon as part of a key. */
  #refuseInFlow(word: string, path: Path): void {
    if (!this.#inFlow() || !/^:|\?/.test(word)) return;
    this.#add(path, {
      code: "yaml-syntax",
      message: `Pulumi cannot read ${quoteValue(word)} without quotes inside brackets`,
      expected: "text with ? or : in quotes inside { } or [ ]",
      fix: `write ${hideTokens(JSON.stringify(word))} with its quotes`,
    });
  }

  #inFlow(): boolean {
    return this.#open.some((node) => (isMap(node) || isSeq(node)) && node.flow === true);
  }

  /** The engine reads `010` as eight, which is rarely what the user means. */
  #warnOfOctal(word: string, value: number, path: Path): void {
    const plain = word.replaceAll("_", "");
    if (!/^[-+]?0\d+$/.test(plain) || Number(plain) === value) return;
    this.problems.push({
      severity: "warning",
      code: "octal-number",
      path: formatPath(path),
      message: `YAML reads ${word} without quotes as octal, which is ${value}`,
      expected: "a number without a leading zero",
      fix: `write ${Number(plain)} or ${value}, or "${word}" in quotes if it is text`,
    });
  }

  #listValue(items: readonly unknown[], path: Path): readonly unknown[] {
    return items.map((item, index) => {
      const at = [...path, index];
      this.#remember(item, at);
      return this.readValue(item, at);
    });
  }

  #mapValue(pairs: readonly PairNodes[], path: Path): object {
    const own = new Map<string, unknown>();
    for (const { key: node, value } of pairs.filter(({ key }) => !isMergeKey(key))) {
      const key = this.#keyText(node, path);
      if (key === undefined) continue;
      const at = [...path, key];
      if (own.has(key)) {
        this.#add(at, { ...createDuplicateKeyProblem(key, this.positions.get(formatPath(at))), ...this.#lineOf(node) });
      } else {
        this.#remember(node, at);
        this.#refuseTouching(node, key, at);
        own.set(key, this.readValue(value, at));
      }
    }
    const [merge, ...more] = pairs.filter(({ key }) => isMergeKey(key));
    if (more.length > 0) this.#add(path, createDuplicateKeyProblem("<<", undefined));
    const merged = merge === undefined ? [] : this.#mergedEntries(merge.value, path);
    return Object.fromEntries([...own, ...merged.filter(([key]) => !own.has(key))]);
  }

  /** Inside brackets, the engine cannot read `days:[sun]`, although other parsers can. */
  #refuseTouching(node: unknown, key: string, path: Path): void {
    if (!isScalar(node) || node.type !== "PLAIN" || !this.#inFlow()) return;
    if (!/^:["'[{]/.test(this.text.slice(node.range?.[1] ?? 0))) return;
    this.#add(path, {
      code: "yaml-syntax",
      message: `${quoteValue(key)} has no space after its colon`,
      expected: "a space after every colon",
      fix: `write a space after ${key}:`,
    });
  }

  /** A key as text: numbers and booleans as the engine prints them. */
  #keyText(node: unknown, path: Path): string | undefined {
    const key = isAlias(node) || isScalar(node) ? this.readValue(node, path) : undefined;
    if (typeof key === "string") return key;
    if (typeof key === "number" || typeof key === "boolean") return String(key);
    this.#add(path, {
      code: "yaml-syntax",
      message: isScalar(node) ? "a key is empty" : "a list or a map is used as a key",
      expected: "text as the key",
      fix: "write a name and a colon",
    });
    return undefined;
  }

  /** The entries that `<<: *name` merges: earlier maps of a list win. */
  #mergedEntries(node: unknown, path: Path): readonly Entry[] {
    const values = (isSeq(node) ? node.items : [node]).map((item) => this.readValue(item, path));
    if (!values.every(isPlainMap)) {
      this.#add(path, {
        code: "yaml-syntax",
        message: "the value of << is not a map",
        expected: "a map, or a list of maps",
        fix: "write << with an alias of a map",
      });
    }
    return values
      .filter(isPlainMap)
      .toReversed()
      .flatMap(Object.entries<unknown>);
  }

  #remember(node: unknown, path: Path): void {
    const text = formatPath(path);
    if (!isNode(node) || this.positions.has(text)) return;
    const { line, col } = this.lines.linePos(node.range?.[0] ?? 0);
    this.positions.set(text, { line, column: col });
  }

  #lineOf(node: unknown): { readonly line?: number } {
    return isNode(node) ? { line: this.lines.linePos(node.range?.[0] ?? 0).line } : {};
  }

  /** Adds one problem of a kind at a path: an alias repeats the problems of its value. */
  #add(path: Path, details: ProblemDetails): void {
    const at = formatPath(path) || "line 1";
    const known = this.problems.some((problem) => problem.path === at && problem.code === details.code);
    if (!known) this.problems.push({ severity: "error", path: at, ...details });
  }

  #tooLarge(): null {
    this.#add([], {
      code: "yaml-syntax",
      message: `the aliases expand to more than ${maxValues} values`,
      expected: "aliases of small values",
      fix: "use fewer aliases of aliases",
    });
    return null;
  }
}

/** Finds the value of each alias in one pass: the library takes one for each alias. */
function findAliasTargets(document: Document): ReadonlyMap<Alias, Node> {
  const anchors = new Map<string, Node>();
  const targets = new Map<Alias, Node>();
  visit(document, {
    Alias: (_, alias) => {
      const target = anchors.get(alias.source);
      if (target !== undefined) targets.set(alias, target);
    },
    Value: (_, node) => {
      if (node.anchor !== undefined) anchors.set(node.anchor, node);
    },
  });
  return targets;
}

/** In quotes too: the engine ignores them here. */
function isMergeKey(key: unknown): boolean {
  return isScalar(key) && key.value === "<<";
}

function createDuplicateKeyProblem(key: string, first: YamlPosition | undefined): ProblemDetails {
  const where = first === undefined ? "" : `, first in line ${first.line}`;
  return {
    code: "duplicate-key",
    message: `${quoteValue(key)} appears twice in the same map${where}`,
    expected: "each key once",
    fix: "remove one of the two",
  };
}
