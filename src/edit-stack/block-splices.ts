import type { Splice } from "./splice";
import { beginsLine, lineEnd, lineStart, nextLine, wholeLines } from "./text-lines";
import { type Layout, movedIn } from "./value-text";
import { type Collection, endOf, startOf } from "./yaml-nodes";

/** The column in which the keys or hyphens of a block map or list stand. */
export function columnIn(collection: Collection): number {
  const { srcToken } = collection;
  return srcToken !== undefined && "indent" in srcToken ? srcToken.indent : 0;
}

/** Where an item of a block list has its hyphen. */
export function hyphenOf(list: Collection, index: number): number {
  const { srcToken } = list;
  const items = srcToken?.type === "block-seq" ? srcToken.items : [];
  const hyphen = items[index]?.start.find(({ type }) => type === "seq-item-ind");
  return hyphen?.offset ?? startOf(list.items[index]);
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
): Splice {
  const column = columnIn(collection);
  const shown = movedIn(lines, column).join(layout.lineEnd);
  if (index === 0) {
    const [first = "", ...others] = lines;
    const at = hyphenOf(collection, 0);
    const blanks = " ".repeat(column);
    return {
      from: at,
      to: at,
      text: [first, ...movedIn(others, column), blanks].join(layout.lineEnd),
    };
  }
  const last = index === collection.items.length;
  const end = endOf(collection.items[index - 1]);
  if (source[end - 1] === "\n") return { from: end, to: end, text: shown + layout.lineEnd };
  const at = last ? behindComments(source, end, column) : lineEnd(source, end);
  return { from: at, to: at, text: layout.lineEnd + shown };
}

/** The end of the last comment line that follows without a blank line, in this column or further in. */
function behindComments(source: string, at: number, column: number): number {
  const end = lineEnd(source, at);
  const next = nextLine(source, at);
  const line = source.slice(next, lineEnd(source, next));
  const isOwn = next < source.length && /^ *#/.test(line) && line.search("#") >= column;
  return isOwn ? behindComments(source, next, column) : end;
}

/**
 * Takes an entry out of a block map or list that has others.
 *
 * Out: its lines; where it stands behind a hyphen, the next entry comes there
 */
export function removeLines(source: string, collection: Collection, index: number): Splice {
  const item = collection.items[index];
  const end = endOf(item);
  const last = source[end - 1] === "\n" ? end - 1 : end;
  const start = isList(collection) ? hyphenOf(collection, index) : startOf(item);
  if (beginsLine(source, start)) return { ...wholeLines(source, start, last), text: "" };
  const next = isList(collection)
    ? hyphenOf(collection, index + 1)
    : startOf(collection.items[index + 1]);
  const between = source.slice(nextLine(source, last), lineStart(source, next)).trim();
  return { from: start, to: between === "" ? next : lineEnd(source, last), text: "" };
}

/** Takes the only entry out of a block map or list: brackets with nothing inside stay. */
export function removeOnly(
  source: string,
  collection: Collection,
  begin: number,
  brackets: "{}" | "[]",
): Splice {
  const [item] = collection.items;
  const start = isList(collection) ? hyphenOf(collection, 0) : startOf(item);
  const end = endOf(item);
  if (!beginsLine(source, start) || source[end - 1] === "\n") {
    return { from: begin, to: end, text: ` ${brackets}${source[end - 1] === "\n" ? "\n" : ""}` };
  }
  const { from, to } = wholeLines(source, start, end);
  return { from: begin, to, text: ` ${brackets}${source.slice(begin, from)}` };
}

function isList(collection: Collection): boolean {
  return collection.srcToken?.type === "block-seq";
}
