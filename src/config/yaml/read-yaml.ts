import { type Document, type ErrorCode, Lexer, LineCounter, parseDocument } from "yaml";
import type { Problem } from "../../problem";
import { quoteValue } from "../text";
import { type YamlPosition, YamlValueReader } from "./yaml-value-reader";

/** A YAML text as values. */
export interface YamlFile {
  /** Plain JSON; undefined if the text is not YAML. */
  readonly value: unknown;
  /** The place of each path: its key, or its entry of a list. */
  readonly positions: ReadonlyMap<string, YamlPosition>;
  readonly problems: readonly Problem[];
}

/**
 * Reads YAML as the engine does. Never throws.
 * @returns syntax problems have `line 3, column 5` as their path, all others the path in the file
 * @see https://github.com/go-yaml/yaml/tree/v3.0.1, which the engine uses
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
  const reader = new YamlValueReader(document, lines, source);
  const value = reader.readValue(document.contents, []);
  return { value, positions: reader.positions, problems: reader.problems };
}

interface Wording {
  readonly message: string;
  readonly fix: string;
}

const anchor: Wording = {
  message: "an & or * is in the wrong place",
  fix: "write the value, or put the text in quotes",
};

const tabAsIndent: Wording = { message: "the line is indented with a tab", fix: "replace the tab with spaces" };

const tag: Wording = { message: "a tag with ! is not supported", fix: "remove it, and put text in quotes" };

/** By the error code of the YAML library. */
const wordings: Readonly<Partial<Record<ErrorCode, Wording>>> = {
  TAB_AS_INDENT: tabAsIndent,
  BLOCK_AS_IMPLICIT_KEY: {
    message: "the line has a second colon with a space after it",
    fix: "put the text in quotes, or begin a new line",
  },
  MULTILINE_IMPLICIT_KEY: {
    message: "a key has no colon, or the line needs more indentation",
    fix: "write a colon and a space after the key",
  },
  BAD_SCALAR_START: { message: "text without quotes cannot start with this character", fix: "put the text in quotes" },
  BAD_DQ_ESCAPE: {
    message: "a backslash in double quotes starts no known escape",
    fix: "use single quotes, or write the backslash twice",
  },
  MULTIPLE_DOCS: {
    message: "--- starts a second document, and Pulumi reads only the first",
    fix: "remove the line with ---",
  },
  BAD_DIRECTIVE: { message: "a line that starts with % is not supported", fix: "remove the line" },
  KEY_OVER_1024_CHARS: { message: "a key is too long", fix: "write a shorter key" },
  ALIAS_PROPS: anchor,
  BAD_ALIAS: anchor,
  BAD_PROP_ORDER: anchor,
  MULTIPLE_ANCHORS: anchor,
  MULTIPLE_TAGS: tag,
  TAG_RESOLVE_FAILED: tag,
  BAD_COLLECTION_TYPE: tag,
};

const otherColumn: Wording = {
  message: "the line does not start in the column of the line above",
  fix: "start all keys of a map, and all entries of a list, in the same column",
};

/** For error codes with several meanings: by the library's message. */
const wordingsByMessage: readonly (Wording & { readonly form: RegExp })[] = [
  { form: /Missing closing/, message: "the text has no closing quote", fix: "write the closing quote" },
  {
    form: /Flow (?:map|sequence)|expected and not found|must end|in indented block/i,
    message: "a closing bracket is missing, or the lines inside are not indented",
    fix: "write the closing bracket, and indent the lines inside",
  },
  { form: /must start at the same column|indent/i, ...otherColumn },
  {
    form: /Implicit map keys need to be followed/,
    message: "a key has no colon",
    fix: "write a colon and a space after the key",
  },
  { form: /Missing space after :/, message: "a colon has no space after it", fix: "write a space after the colon" },
  { form: /Missing , /, message: "a comma is missing", fix: "write a comma between the entries" },
  { form: /Unexpected (?:,|empty item)/, message: "two commas have nothing between them", fix: "remove one of them" },
  { form: /Sequence item without/, message: "a list entry has no hyphen", fix: "write a hyphen and a space before it" },
  {
    form: /Comments must be separated/,
    message: "a comment has no space before it",
    fix: "write a space before the #",
  },
];

const anyWording: Wording = {
  message: "the text is not YAML",
  fix: "put the text in quotes, or close the quote or bracket before it",
};

/**
 * The syntax problems by line; the first of each line, because the others follow from it. All lines after a wrong one may
 * be in another column.
 */
function findSyntaxProblems(document: Document.Parsed, text: string, lines: LineCounter): readonly Problem[] {
  const end = Math.max(0, text.trimEnd().length - 1);
  const texts = text.split(/\r?\n/);
  const found = [...document.errors, ...document.warnings].map(({ code, message, pos }) => {
    const { line, col } = lines.linePos(Math.min(pos[0], end));
    return { line, column: col, ...findWording(code, message) };
  });
  const first = new Map(
    [...found, ...findEngineOnlyProblems(text, lines)].toReversed().map((problem) => [problem.line, problem]),
  );
  return [...first.values()]
    .toSorted((a, b) => a.line - b.line)
    .filter(({ message }, index) => index === 0 || message !== otherColumn.message)
    .map(({ line, column, message, fix }) => ({
      severity: "error",
      code: "yaml-syntax",
      path: `line ${line}, column ${column}`,
      message: appendLine(message, texts[line - 1] ?? ""),
      expected: "YAML: key: value, indented with spaces, special characters in quotes",
      fix,
    }));
}

/**
 * Characters that the engine rejects or reads as line ends, and which nobody sees.
 * @see https://github.com/go-yaml/yaml/blob/v3.0.1/readerc.go
 */
const invisibleCharacters = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

/** What other YAML parsers accept and the engine does not. */
function findEngineOnlyProblems(text: string, lines: LineCounter) {
  const find = (form: RegExp, wording: Wording) => [...text.matchAll(form)].map(({ index }) => ({ index, ...wording }));
  return [
    ...find(invisibleCharacters, {
      message: "the line has an invisible character",
      fix: "delete the line and type it again",
    }),
    ...find(/\r(?!\n)/g, {
      message: "the line has a carriage return without a line feed",
      fix: "replace it with a line end",
    }),
    ...find(/^%.*$/gm, { message: "a line starts with %", fix: "remove the line" }),
    ...findTabsBeforeNothing(text).map((index) => ({ index, ...tabAsIndent })),
  ].map(({ index, message, fix }) => {
    const { line, col } = lines.linePos(index);
    return { line, column: col, message, fix };
  });
}

/** Finds tabs before a comment or a line end: at the start of a line or a list entry, outside of brackets. */
function findTabsBeforeNothing(text: string): readonly number[] {
  const found: number[] = [];
  let [offset, depth, spaces] = [0, 0, ""];
  let isAtStart = true;
  for (const lexeme of text.includes("\t") ? new Lexer().lex(text) : []) {
    // Marks of the lexer, which are not in the text.
    if (/^[\u0002\u0018\u001f]$/.test(lexeme)) continue;
    const isNothing = /^(?:#|\r?\n$)/.test(lexeme);
    if (isNothing && isAtStart && depth === 0 && spaces.includes("\t")) found.push(offset - 1);
    if (/^[{[]$/.test(lexeme)) depth += 1;
    if (/^[}\]]$/.test(lexeme)) depth -= 1;
    const isBlank = /^[ \t]+$/.test(lexeme);
    spaces = isBlank ? spaces + lexeme : "";
    isAtStart = /^(?:\r?\n|[-?])$/.test(lexeme) || (isBlank && isAtStart);
    offset += lexeme.length;
  }
  return found;
}

function findWording(code: ErrorCode, message: string): Wording {
  return wordings[code] ?? wordingsByMessage.find(({ form }) => form.test(message)) ?? anyWording;
}

function appendLine(message: string, line: string): string {
  return line.trim() === "" ? message : `${message}: ${quoteValue(line.trim())}`;
}
