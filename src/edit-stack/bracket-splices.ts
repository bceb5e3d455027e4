import type { TextEdit } from "./splice";
import { isAtLineStart, getColumn, findLineEnd, findLineStart, findNextLine } from "./text-lines";
import type { Layout } from "./value-text";
import { type Collection, getEnd, getStart } from "./yaml-nodes";

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
