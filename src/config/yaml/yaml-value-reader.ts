import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type LineCounter,
  type Node,
} from "yaml";
import { formatPath, type PathKey, type Problem } from "../../problem";
import { quoteValue } from "../text";
import { notFinite, parseEngineScalar } from "./engine-scalar";

/** A place in a text, both counted from 1. */
export interface YamlPosition {
  readonly line: number;
  readonly column: number;
}

/** More values than any stack needs: aliases of aliases would fill the memory. */
const maxValues = 200_000;

type Path = readonly PathKey[];
type ProblemDetails = Omit<Problem, "severity" | "path">;
type Entry = readonly [key: string, value: unknown];

interface PairNodes {
  readonly key: unknown;
  readonly value: unknown;
}

/**
 * Turns a document's nodes into values, as the engine does, and gathers what is wrong on the way.
 *
 * Source: https://github.com/go-yaml/yaml/blob/v3.0.1/decode.go
 */
export class YamlValueReader {
  readonly positions = new Map<string, YamlPosition>();
  readonly problems: Problem[] = [];
  /** The collections around the present node. */
  readonly #open: Node[] = [];
  #count = 0;

  constructor(
    private readonly document: Document,
    private readonly lines: LineCounter,
    private readonly text: string,
  ) {}

  /** The value of a node, and of everything in it. */
  readValue(node: unknown, path: Path): unknown {
    this.#count += 1;
    if (this.#count > maxValues) return this.#tooLarge();
    if (isAlias(node)) return this.#aliasValue(node.resolve(this.document), node.source, path);
    if (isNode(node) && !this.#marksAreKnown(node, path)) return null;
    if (isScalar(node)) return this.#scalarValue(node.value, node.type, node.tag, path);
    if (!isSeq(node) && !isMap(node)) return null;
    this.#open.push(node);
    const value = isSeq(node)
      ? this.#listValue(node.items, path)
      : this.#mapValue(node.items, path);
    this.#open.pop();
    return value;
  }

  #aliasValue(target: Node | undefined, name: string, path: Path): unknown {
    if (target !== undefined && !this.#open.includes(target)) return this.readValue(target, path);
    this.#add(path, {
      code: "yaml-syntax",
      message:
        target === undefined
          ? `*${name} stands for nothing`
          : `*${name} stands for a value that holds *${name} itself`,
      expected: `a value that is marked with &${name} further up`,
      fix: "write the value itself",
    });
    return null;
  }

  #marksAreKnown({ tag, anchor }: { tag?: string; anchor?: string }, path: Path): boolean {
    if (tag !== undefined && !/^tag:yaml.org,2002:(?:str|map|seq)$/.test(tag)) {
      const shown = quoteValue(tag.replace("tag:yaml.org,2002:", "!!"));
      this.#add(path, {
        code: "yaml-syntax",
        message: `${shown} is a type that is not read here`,
        expected: "a value without a type in front",
        fix: "remove the type, and put a text in quotes",
      });
      return false;
    }
    if (anchor === undefined || /^[\w-]+$/.test(anchor)) return true;
    this.#add(path, {
      code: "yaml-syntax",
      message: `&${anchor} is no mark that Pulumi can read`,
      expected: "letters, digits, _ and - behind &",
      fix: "put a text that begins with & in quotes",
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
        message: `${word} is no number that Pulumi can keep`,
        expected: "a number, or a text in quotes",
        fix: `write a number, or "${word}" in quotes`,
      });
      return null;
    }
    if (typeof value === "number") this.#warnOfOctal(word, value, path);
    return value;
  }

  /** Between brackets the engine takes a question mark, or a colon in front, for a key's mark. */
  #refuseInFlow(word: string, path: Path): void {
    if (!this.#inFlow() || !/^:|\?/.test(word)) return;
    this.#add(path, {
      code: "yaml-syntax",
      message: `Pulumi cannot read ${quoteValue(word)} without quotes between brackets`,
      expected: "a text with ? or : in quotes between { } or [ ]",
      fix: `write ${JSON.stringify(word)} in quotes`,
    });
  }

  #inFlow(): boolean {
    return this.#open.some((node) => (isMap(node) || isSeq(node)) && node.flow === true);
  }

  /** `010` is eight: for the engine too, but hardly what was meant. */
  #warnOfOctal(word: string, value: number, path: Path): void {
    const plain = word.replaceAll("_", "");
    if (!/^[-+]?0\d+$/.test(plain) || Number(plain) === value) return;
    this.problems.push({
      severity: "warning",
      code: "octal-number",
      path: formatPath(path),
      message: `${word} without quotes is read as the octal number for ${value}`,
      expected: "a number without a nought in front",
      fix: `write ${Number(plain)} or ${value}, or "${word}" in quotes where it is a text`,
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
        this.#add(at, {
          ...createDuplicateKeyProblem(key, this.positions.get(formatPath(at))),
          ...this.#lineOf(node),
        });
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

  /** Between brackets `days:[sun]` is read by other readers, but not by the engine. */
  #refuseTouching(node: unknown, key: string, path: Path): void {
    if (!isScalar(node) || node.type !== "PLAIN" || !this.#inFlow()) return;
    const behind = this.text.slice(node.range?.[1] ?? 0).slice(0, 2);
    if (!/^:["'[{]/.test(behind)) return;
    this.#add(path, {
      code: "yaml-syntax",
      message: `the colon behind ${quoteValue(key)} has no space behind it`,
      expected: "a space behind every colon",
      fix: `write a space behind ${key}:`,
    });
  }

  /** What a key becomes: its text; numbers and true or false as the engine prints them. */
  #keyText(node: unknown, path: Path): string | undefined {
    const key = isAlias(node) || isScalar(node) ? this.readValue(node, path) : undefined;
    if (typeof key === "string") return key;
    if (typeof key === "number" || typeof key === "boolean") return String(key);
    this.#add(path, {
      code: "yaml-syntax",
      message: isScalar(node) ? "a key is empty" : "a list or a map stands where a key belongs",
      expected: "a text as key",
      fix: "write a name and a colon",
    });
    return undefined;
  }

  /** What `<<: *name` brings along: earlier maps of a list win. */
  #mergedEntries(node: unknown, path: Path): readonly Entry[] {
    const values = (isSeq(node) ? node.items : [node]).map((source) =>
      this.readValue(source, path),
    );
    const found = new Map<string, unknown>();
    for (const value of values) {
      if (typeof value !== "object" || value === null || Array.isArray(value)) {
        this.#add(path, {
          code: "yaml-syntax",
          message: "<< stands before a value that is no map",
          expected: "a map, or a list of maps",
          fix: "write << with an alias of a map",
        });
      } else {
        for (const [key, held] of Object.entries(value)) if (!found.has(key)) found.set(key, held);
      }
    }
    return [...found];
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

  /** One problem of a kind at one path: an alias repeats what it stands for. */
  #add(path: Path, said: ProblemDetails): void {
    const at = formatPath(path) || "line 1";
    const known = this.problems.some(
      (problem) => problem.path === at && problem.code === said.code,
    );
    if (!known) this.problems.push({ severity: "error", path: at, ...said });
  }

  #tooLarge(): null {
    this.#add([], {
      code: "yaml-syntax",
      message: `the file stands for more than ${maxValues} values`,
      expected: "aliases that stand for small values",
      fix: "write fewer aliases of aliases",
    });
    return null;
  }
}

/** In quotes too: the engine does not look at them here. */
function isMergeKey(key: unknown): boolean {
  return isScalar(key) && key.value === "<<";
}

function createDuplicateKeyProblem(key: string, first: YamlPosition | undefined): ProblemDetails {
  const where = first === undefined ? "" : `: the first is in line ${first.line}`;
  return {
    code: "duplicate-key",
    message: `${quoteValue(key)} is written twice in the same map${where}`,
    expected: "every key once",
    fix: "remove one of the two",
  };
}
