import { type Document, type ErrorCode, LineCounter, parseDocument } from "yaml";
import type { Problem } from "../../problem";
import { quoteValue } from "../text";
import { type YamlPosition, YamlValueReader } from "./yaml-value-reader";

/** A YAML text as values. */
export interface YamlFile {
  /** Plain JSON; undefined when the text is no YAML. */
  readonly value: unknown;
  /** Where each path is written: at its key, or at its entry of a list. */
  readonly positions: ReadonlyMap<string, YamlPosition>;
  readonly problems: readonly Problem[];
}

/**
 * YAML as the engine reads it.
 *
 * Out:    problems of the text itself have line and column for a path; all others the path in the file
 * Errors: none thrown
 * Source: https://github.com/go-yaml/yaml/tree/v3.0.1, which the engine uses
 */
export function readYaml(text: string): YamlFile {
  const source = text.replace(/^\u{feff}/u, "");
  const lines = new LineCounter();
  const document = parseDocument(source, {
    lineCounter: lines,
    prettyErrors: false,
    schema: "failsafe",
    uniqueKeys: false,
  });
  const problems = findSyntaxProblems(document, source, lines);
  if (problems.length > 0) return { value: undefined, positions: new Map(), problems };
  const walk = new YamlValueReader(document, lines, source);
  const value = walk.readValue(document.contents, []);
  return { value, positions: walk.positions, problems: walk.problems };
}

interface Wording {
  readonly message: string;
  readonly fix: string;
}

const anchor: Wording = {
  message: "an & or * does not stand as YAML wants it",
  fix: "write the value itself, or put the text in quotes",
};

const tag: Wording = {
  message: "a type with ! is not known here",
  fix: "remove it, and put a text in quotes",
};

/** What is wrong in the words of users of YAML, by the code of the library that reads it. */
const wordings: Readonly<Partial<Record<ErrorCode, Wording>>> = {
  TAB_AS_INDENT: {
    message: "the line is indented with a tab",
    fix: "replace the tab by spaces",
  },
  BLOCK_AS_IMPLICIT_KEY: {
    message: "there is a second colon with a space behind it",
    fix: "put the text in quotes, or begin a new line",
  },
  MULTILINE_IMPLICIT_KEY: {
    message: "a key without its colon, or a line that is not indented far enough",
    fix: "write a colon and a space behind the key",
  },
  BAD_SCALAR_START: {
    message: "a text without quotes cannot begin with this sign",
    fix: "put the text in quotes",
  },
  BAD_DQ_ESCAPE: {
    message: "a backslash inside double quotes begins no known sign",
    fix: "use single quotes, or write the backslash twice",
  },
  MULTIPLE_DOCS: {
    message: "--- begins a second document, and only the first is read",
    fix: "remove the line with ---",
  },
  BAD_DIRECTIVE: { message: "a line with % in front is not known here", fix: "remove the line" },
  KEY_OVER_1024_CHARS: { message: "a key is too long", fix: "write a shorter key" },
  ALIAS_PROPS: anchor,
  BAD_ALIAS: anchor,
  BAD_PROP_ORDER: anchor,
  MULTIPLE_ANCHORS: anchor,
  MULTIPLE_TAGS: tag,
  TAG_RESOLVE_FAILED: tag,
  BAD_COLLECTION_TYPE: tag,
};

/** For the codes that say many things, by the library's sentence. */
const wordingsByMessage: readonly (Wording & { readonly form: RegExp })[] = [
  {
    form: /Missing closing/,
    message: "a text in quotes does not end",
    fix: "write the closing quote",
  },
  {
    form: /Flow (?:map|sequence)|expected and not found|must end|in indented block/i,
    message: "a bracket does not end, or the lines in it are not indented",
    fix: "write the closing bracket, and indent the lines inside",
  },
  {
    form: /must start at the same column|indent/i,
    message: "the line does not begin under the one above it",
    fix: "begin all keys of a map, and all entries of a list, in the same column",
  },
  {
    form: /Implicit map keys need to be followed/,
    message: "a key has no colon behind it",
    fix: "write a colon and a space behind the key",
  },
  {
    form: /Missing space after :/,
    message: "a colon has no space behind it",
    fix: "write a space behind the colon",
  },
  { form: /Missing , /, message: "a comma is missing", fix: "write a comma between the entries" },
  {
    form: /Unexpected (?:,|empty item)/,
    message: "there is nothing between two commas",
    fix: "remove one of them",
  },
  {
    form: /Sequence item without/,
    message: "an entry of the list has no hyphen",
    fix: "write a hyphen and a space in front",
  },
  {
    form: /Comments must be separated/,
    message: "there is no space in front of a comment",
    fix: "write a space before the #",
  },
];

const anyWording: Wording = {
  message: "the text is not YAML",
  fix: "put the text in quotes, or close what is open before it",
};

/**
 * What keeps a text from being YAML, in its order; the first of each line: the others follow from it.
 *
 * Out: problems whose path is `line 3, column 5`
 */
export function findSyntaxProblems(
  document: Document.Parsed,
  text: string,
  lines: LineCounter,
): readonly Problem[] {
  const found = [...document.errors, ...document.warnings].map(({ code, message, pos }) => {
    const { line, col } = lines.linePos(Math.min(pos[0], Math.max(0, text.trimEnd().length - 1)));
    return { line, column: col, ...findWording(code, message) };
  });
  const first = new Map(
    [...found, ...findEngineOnlyProblems(text, lines)]
      .toReversed()
      .map((problem) => [problem.line, problem]),
  );
  return [...first.values()]
    .toSorted((a, b) => a.line - b.line)
    .map(({ line, column, message, fix }) => ({
      severity: "error",
      code: "yaml-syntax",
      path: `line ${line}, column ${column}`,
      message: appendLine(message, text.split(/\r?\n/)[line - 1] ?? ""),
      expected: "YAML: key: value, indented with spaces, texts with special signs in quotes",
      fix,
    }));
}

/** Signs that the engine takes for line ends or refuses, and that nobody sees. */
const invisibleSigns = /[\u0085\u2028\u2029\ufeff]/g;

/** What other readers of YAML take and the engine does not. */
function findEngineOnlyProblems(text: string, lines: LineCounter) {
  const signs = [...text.matchAll(invisibleSigns)].map(({ index }) => ({
    index,
    message: "there is a sign that nobody sees",
    fix: "delete the line and type it again",
  }));
  const directives = [...text.matchAll(/^%.*$/gm)].map(({ index }) => ({
    index,
    message: "a line begins with %",
    fix: "remove the line",
  }));
  return [...signs, ...directives].map(({ index, message, fix }) => {
    const { line, col } = lines.linePos(index);
    return { line, column: col, message, fix };
  });
}

function findWording(code: ErrorCode, message: string): Wording {
  return wordings[code] ?? wordingsByMessage.find(({ form }) => form.test(message)) ?? anyWording;
}

function appendLine(message: string, line: string): string {
  return line.trim() === "" ? message : `${message}: ${quoteValue(line.trim())}`;
}
