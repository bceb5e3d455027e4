import type { TextEdit } from "./splice";
import {
  isAtLineStart,
  findLineEnd,
  findLineStart,
  findNextLine,
  expandToLines,
} from "./text-lines";
import { type Layout, indentLines } from "./value-text";
import { type Collection, getEnd, getStart } from "./yaml-nodes";

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
