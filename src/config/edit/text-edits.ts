import { isNode, isScalar } from "yaml";
import {
  formatBlock,
  formatInline,
  formatScalar,
  indentLines,
  isInline,
  type Layout,
  type Quotes,
} from "./format-yaml";
import { type Collection, getEnd, getStart, hasText, isBlock, type Place } from "./yaml-nodes";

/** Replaces `[from, to)` with `text`. */
export interface TextEdit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

export function applyTextEdit(source: string, { from, to, text }: TextEdit): string {
  return source.slice(0, from) + text + source.slice(to);
}

/** The column of the keys or hyphens of a block map or list. */
export function getCollectionColumn(collection: Collection): number {
  const { srcToken } = collection;
  return srcToken !== undefined && "indent" in srcToken ? srcToken.indent : 0;
}

export function findHyphen(list: Collection, index: number): number {
  const { srcToken } = list;
  const items = srcToken?.type === "block-seq" ? srcToken.items : [];
  const hyphen = items[index]?.start.find(({ type }) => type === "seq-item-ind");
  return hyphen?.offset ?? getStart(list.items[index]);
}

/**
 * Inserts lines at an index of a block map or list. Comments that follow an entry in its column stay with it.
 * @param lines without the indentation of the collection
 */
export function insertLines(
  source: string,
  collection: Collection,
  index: number,
  lines: readonly string[],
  layout: Layout,
): TextEdit {
  const column = getCollectionColumn(collection);
  const indented = indentLines(lines, column).join(layout.lineEnd);
  if (index === 0) {
    const [first = "", ...others] = lines;
    const text = [first, ...indentLines(others, column), " ".repeat(column)].join(layout.lineEnd);
    return insertAt(findHyphen(collection, 0), text);
  }
  const last = index === collection.items.length;
  const end = getEnd(collection.items[index - 1]);
  if (source[end - 1] === "\n") return insertAt(end, indented + layout.lineEnd);
  const at = last ? skipOwnComments(source, end, column) : findLineEnd(source, end);
  return insertAt(at, layout.lineEnd + indented);
}

/** The end of the comment lines that follow without a blank line, in this column or deeper. */
function skipOwnComments(source: string, at: number, column: number): number {
  const end = findLineEnd(source, at);
  const next = findNextLine(source, at);
  const line = source.slice(next, findLineEnd(source, next));
  const isOwn = next < source.length && /^ *#/.test(line) && line.search("#") >= column;
  return isOwn ? skipOwnComments(source, next, column) : end;
}

/** Removes an entry from a block map or list with other entries; after a hyphen, the next entry moves up. */
export function removeLines(source: string, collection: Collection, index: number): TextEdit {
  const item = collection.items[index];
  const end = getEnd(item);
  const last = source[end - 1] === "\n" ? end - 1 : end;
  const start = isBlockList(collection) ? findHyphen(collection, index) : getStart(item);
  if (isAtLineStart(source, start)) return { ...expandToLines(source, start, last), text: "" };
  const next = isBlockList(collection) ? findHyphen(collection, index + 1) : getStart(collection.items[index + 1]);
  const between = source.slice(findNextLine(source, last), findLineStart(source, next)).trim();
  return { from: start, to: between === "" ? next : findLineEnd(source, last), text: "" };
}

/** Replaces a block map or list of one entry with empty brackets. */
export function removeOnlyEntry(
  source: string,
  collection: Collection,
  begin: number,
  brackets: "{}" | "[]",
): TextEdit {
  const [item] = collection.items;
  const start = isBlockList(collection) ? findHyphen(collection, 0) : getStart(item);
  const end = getEnd(item);
  if (!isAtLineStart(source, start) || source[end - 1] === "\n") {
    return { from: begin, to: end, text: ` ${brackets}${source[end - 1] === "\n" ? "\n" : ""}` };
  }
  const { from, to } = expandToLines(source, start, end);
  return { from: begin, to, text: ` ${brackets}${source.slice(begin, from)}` };
}

function isBlockList(collection: Collection): boolean {
  return collection.srcToken?.type === "block-seq";
}

/** Inserts an entry at an index of brackets with other entries. */
export function insertInBrackets(
  source: string,
  collection: Collection,
  index: number,
  entry: string,
  { lineEnd: eol }: Layout,
): TextEdit {
  const first = getStart(collection.items[0]);
  const onLines = isAtLineStart(source, first);
  const indent = eol + " ".repeat(getColumn(source, first));
  if (index === 0) return insertAt(first, `${entry},${onLines ? indent : " "}`);
  const end = getEnd(collection.items[index - 1]);
  const comma = findComma(source, end);
  const close = (collection.range?.[1] ?? end) - 1;
  const line = findLineEnd(source, comma ?? end);
  if (!onLines || line > close) {
    const inner = comma !== undefined && index === collection.items.length;
    return inner ? insertAt(comma + 1, ` ${entry},`) : insertAt(end, `, ${entry}`);
  }
  if (comma !== undefined) return insertAt(line, `${indent}${entry},`);
  return { from: end, to: line, text: `,${source.slice(end, line)}${indent}${entry}` };
}

/** Removes an entry from brackets with other entries. */
export function removeFromBrackets(source: string, collection: Collection, index: number): TextEdit {
  const { items } = collection;
  const [start, end] = [getStart(items[index]), getEnd(items[index])];
  const next = items[index + 1];
  const close = (collection.range?.[1] ?? end) - 1;
  const ownLine =
    isAtLineStart(source, start) && findLineEnd(source, end) < (next === undefined ? close : getStart(next));
  if (next !== undefined) {
    return ownLine
      ? { from: findLineStart(source, start), to: findNextLine(source, end), text: "" }
      : { from: start, to: getStart(next), text: "" };
  }
  const before = getEnd(items[index - 1]);
  if (!ownLine) return { from: before, to: end, text: "" };
  const comma = findComma(source, before) ?? before;
  const kept = findComma(source, end) === undefined ? "" : ",";
  const between = source.slice(before, comma) + kept + source.slice(comma + 1, findLineStart(source, start));
  return { from: before, to: findNextLine(source, end), text: between };
}

function insertAt(offset: number, text: string): TextEdit {
  return { from: offset, to: offset, text };
}

/** The offset of the next comma, if only spaces, line ends and comments are before it. */
function findComma(source: string, end: number): number | undefined {
  const [skipped] = /^(?:\s|#.*)*/.exec(source.slice(end)) ?? [""];
  const comma = end + skipped.length;
  return source[comma] === "," ? comma : undefined;
}

/** Replaces a value, or writes one where the key has none. */
export function replaceValue(source: string, place: Place, value: unknown, layout: Layout): TextEdit {
  const { node, begin, inBrackets } = place;
  if (!inBrackets && !isInline(value, layout)) return replaceWithBlock(source, place, value, layout);
  const text = isScalar(node) ? formatScalarLike(node.type, value) : formatInline(value);
  if (!hasText(node)) return { from: begin, to: begin, text: ` ${text}` };
  const to = getEnd(node);
  const lineBreak = source[to - 1] === "\n" ? layout.lineEnd : "";
  const spaced = isBlock(node) ? ` ${text}` : text;
  const from = isBlock(node) || !isNode(node) ? begin : (node.range?.[0] ?? begin);
  return { from, to, text: spaced + lineBreak };
}

/** Text keeps the quotes of the text that it replaces. */
function formatScalarLike(type: string | undefined, value: unknown): string {
  const quotes: Quotes = type === "QUOTE_DOUBLE" ? "double" : type === "QUOTE_SINGLE" ? "single" : "none";
  return typeof value === "string" ? formatScalar(value, quotes) : formatInline(value);
}

/** Writes block lines below the key or hyphen, and keeps a comment after it. */
function replaceWithBlock(
  source: string,
  { node, begin, column, kind }: Place,
  value: unknown,
  layout: Layout,
): TextEdit {
  const end = hasText(node) ? getEnd(node) : begin;
  const line = findLineEnd(source, isBlock(node) ? begin : end);
  const comment =
    source[end - 1] === "\n"
      ? ""
      : isBlock(node)
        ? source.slice(begin, Math.min(line, node.range?.[0] ?? line))
        : source.slice(end, line);
  const step = kind === "item" ? 2 : Array.isArray(value) ? layout.listStep : layout.step;
  const lines = indentLines(formatBlock(value, layout), column + step);
  const [first = "", ...others] = lines;
  const onLine = kind === "item" && comment.trim() === "";
  const text = onLine
    ? [` ${first.trimStart()}`, ...others].join(layout.lineEnd)
    : [comment.trimEnd(), ...lines].join(layout.lineEnd);
  const to = isBlock(node) || source[end - 1] === "\n" ? end : findLineEnd(source, end);
  return { from: begin, to, text: text + (source[end - 1] === "\n" ? layout.lineEnd : "") };
}

function findLineStart(source: string, at: number): number {
  return source.lastIndexOf("\n", at - 1) + 1;
}

function findLineEnd(source: string, at: number): number {
  const end = source.indexOf("\n", at);
  if (end === -1) return source.length;
  return end > at && source[end - 1] === "\r" ? end - 1 : end;
}

function findNextLine(source: string, at: number): number {
  const end = source.indexOf("\n", at);
  return end === -1 ? source.length : end + 1;
}

function getColumn(source: string, at: number): number {
  return at - findLineStart(source, at);
}

/** Whether the line has only spaces and `&anchor` or `!tag` before an offset. */
function isAtLineStart(source: string, at: number): boolean {
  return /^ *(?:[&!]\S* +)*$/.test(source.slice(findLineStart(source, at), at));
}

/** Expands offsets to whole lines; at the end of the text, with the line end before them. */
function expandToLines(source: string, first: number, last: number): Omit<TextEdit, "text"> {
  const from = findLineStart(source, first);
  const to = findNextLine(source, last);
  if (source.endsWith("\n", to) || from === 0) return { from, to };
  return { from: from - (source[from - 2] === "\r" ? 2 : 1), to };
}
