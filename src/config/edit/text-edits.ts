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

/** `[from, to)` of a text is to become `defineText`. */
export interface TextEdit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** The text with one piece of it replaced. */
export function applyTextEdit(source: string, { from, to, text }: TextEdit): string {
  return source.slice(0, from) + text + source.slice(to);
}

/** The column in which the keys or hyphens of a block map or list stand. */
export function getCollectionColumn(collection: Collection): number {
  const { srcToken } = collection;
  return srcToken !== undefined && "indent" in srcToken ? srcToken.indent : 0;
}

/** Where an item of a block list has its hyphen. */
export function findHyphen(list: Collection, index: number): number {
  const { srcToken } = list;
  const items = srcToken?.type === "block-seq" ? srcToken.items : [];
  const hyphen = items[index]?.start.find(({ type }) => type === "seq-item-ind");
  return hyphen?.offset ?? getStart(list.items[index]);
}

/**
 * Puts lines behind the last entry of a block map or list, or before one of its entries.
 *
 * In:  `lines` without the collection's indentation
 * Out: comments that follow the entry in its column stay with it
 */
export function insertLines(
  source: string,
  collection: Collection,
  index: number,
  lines: readonly string[],
  layout: Layout,
): TextEdit {
  const column = getCollectionColumn(collection);
  const shown = indentLines(lines, column).join(layout.lineEnd);
  if (index === 0) {
    const [first = "", ...others] = lines;
    const at = findHyphen(collection, 0);
    const blanks = " ".repeat(column);
    return {
      from: at,
      to: at,
      text: [first, ...indentLines(others, column), blanks].join(layout.lineEnd),
    };
  }
  const last = index === collection.items.length;
  const end = getEnd(collection.items[index - 1]);
  if (source[end - 1] === "\n") return { from: end, to: end, text: shown + layout.lineEnd };
  const at = last ? skipOwnComments(source, end, column) : findLineEnd(source, end);
  return { from: at, to: at, text: layout.lineEnd + shown };
}

/** The end of the last comment line that follows without a blank line, in this column or further in. */
function skipOwnComments(source: string, at: number, column: number): number {
  const end = findLineEnd(source, at);
  const next = findNextLine(source, at);
  const line = source.slice(next, findLineEnd(source, next));
  const isOwn = next < source.length && /^ *#/.test(line) && line.search("#") >= column;
  return isOwn ? skipOwnComments(source, next, column) : end;
}

/**
 * Takes an entry out of a block map or list that has others.
 *
 * Out: its lines; where it stands behind a hyphen, the next entry comes there
 */
export function removeLines(source: string, collection: Collection, index: number): TextEdit {
  const item = collection.items[index];
  const end = getEnd(item);
  const last = source[end - 1] === "\n" ? end - 1 : end;
  const start = isBlockList(collection) ? findHyphen(collection, index) : getStart(item);
  if (isAtLineStart(source, start)) return { ...expandToLines(source, start, last), text: "" };
  const next = isBlockList(collection)
    ? findHyphen(collection, index + 1)
    : getStart(collection.items[index + 1]);
  const between = source.slice(findNextLine(source, last), findLineStart(source, next)).trim();
  return { from: start, to: between === "" ? next : findLineEnd(source, last), text: "" };
}

/** Takes the only entry out of a block map or list: brackets with nothing inside stay. */
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

/** Puts an entry into brackets that hold others, behind the entry before `index`, or in front of all. */
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

/** Takes an entry out of brackets that hold others. */
export function removeFromBrackets(
  source: string,
  collection: Collection,
  index: number,
): TextEdit {
  const { items } = collection;
  const [start, end] = [getStart(items[index]), getEnd(items[index])];
  const next = items[index + 1];
  const close = (collection.range?.[1] ?? end) - 1;
  const ownLine =
    isAtLineStart(source, start) &&
    findLineEnd(source, end) < (next === undefined ? close : getStart(next));
  if (next !== undefined) {
    return ownLine
      ? { from: findLineStart(source, start), to: findNextLine(source, end), text: "" }
      : { from: start, to: getStart(next), text: "" };
  }
  const before = getEnd(items[index - 1]);
  if (!ownLine) return { from: before, to: end, text: "" };
  const comma = findComma(source, before) ?? before;
  const kept = findComma(source, end) === undefined ? "" : ",";
  const between =
    source.slice(before, comma) + kept + source.slice(comma + 1, findLineStart(source, start));
  return { from: before, to: findNextLine(source, end), text: between };
}

function insertAt(offset: number, text: string): TextEdit {
  return { from: offset, to: offset, text };
}

/** Where the next comma is that only blanks, line ends and comments stand before. */
function findComma(source: string, end: number): number | undefined {
  const [skipped] = /^(?:\s|#.*)*/.exec(source.slice(end)) ?? [""];
  const comma = end + skipped.length;
  return source[comma] === "," ? comma : undefined;
}

/** Puts a value in the place of another one, or of nothing. */
export function replaceValue(
  source: string,
  place: Place,
  value: unknown,
  layout: Layout,
): TextEdit {
  const { node, begin, inBrackets } = place;
  if (!inBrackets && !isInline(value, layout))
    return replaceWithBlock(source, place, value, layout);
  const text = isScalar(node) ? formatScalarLike(node.type, value) : formatInline(value);
  if (!hasText(node)) return { from: begin, to: begin, text: ` ${text}` };
  const to = getEnd(node);
  const lineBreak = source[to - 1] === "\n" ? layout.lineEnd : "";
  const spaced = isBlock(node) ? ` ${text}` : text;
  const from = isBlock(node) || !isNode(node) ? begin : (node.range?.[0] ?? begin);
  return { from, to, text: spaced + lineBreak };
}

/** A text keeps the quotes of the one it replaces. */
function formatScalarLike(type: string | undefined, value: unknown): string {
  const quotes: Quotes =
    type === "QUOTE_DOUBLE" ? "double" : type === "QUOTE_SINGLE" ? "single" : "none";
  return typeof value === "string" ? formatScalar(value, quotes) : formatInline(value);
}

/** Lines below the key or hyphen; a comment behind it stays there. */
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

/** Where the line begins that holds an offset. */
export function findLineStart(source: string, at: number): number {
  return source.lastIndexOf("\n", at - 1) + 1;
}

/** Where the line ends that holds an offset: before its line end, or at the end of the text. */
export function findLineEnd(source: string, at: number): number {
  const end = source.indexOf("\n", at);
  if (end === -1) return source.length;
  return end > at && source[end - 1] === "\r" ? end - 1 : end;
}

/** Behind the line end of the line that holds an offset. */
export function findNextLine(source: string, at: number): number {
  const end = source.indexOf("\n", at);
  return end === -1 ? source.length : end + 1;
}

/** The column of an offset, from 0. */
export function getColumn(source: string, at: number): number {
  return at - findLineStart(source, at);
}

/** Whether only blanks, or marks such as `&name`, stand before an offset in its line. */
export function isAtLineStart(source: string, at: number): boolean {
  return /^ *(?:[&!]\S* +)*$/.test(source.slice(findLineStart(source, at), at));
}

/** Removes whole lines: those from one offset's to another's. At the end of the text, the line end before them goes. */
export function expandToLines(
  source: string,
  first: number,
  last: number,
): { readonly from: number; readonly to: number } {
  const from = findLineStart(source, first);
  const to = findNextLine(source, last);
  if (source.endsWith("\n", to) || from === 0) return { from, to };
  return { from: from - (source[from - 2] === "\r" ? 2 : 1), to };
}
