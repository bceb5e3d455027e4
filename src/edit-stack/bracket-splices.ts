import type { Splice } from "./splice";
import { beginsLine, columnOf, lineEnd, lineStart, nextLine } from "./text-lines";
import type { Layout } from "./value-text";
import { type Collection, endOf, startOf } from "./yaml-nodes";

/** Puts an entry into brackets that hold others, behind the entry before `index`, or in front of all. */
export function insertInBrackets(
  source: string,
  collection: Collection,
  index: number,
  entry: string,
  { lineEnd: eol }: Layout,
): Splice {
  const first = startOf(collection.items[0]);
  const onLines = beginsLine(source, first);
  const indent = eol + " ".repeat(columnOf(source, first));
  if (index === 0) return at(first, `${entry},${onLines ? indent : " "}`);
  const end = endOf(collection.items[index - 1]);
  const comma = commaBehind(source, end);
  const close = (collection.range?.[1] ?? end) - 1;
  const line = lineEnd(source, comma ?? end);
  if (!onLines || line > close) {
    const inner = comma !== undefined && index === collection.items.length;
    return inner ? at(comma + 1, ` ${entry},`) : at(end, `, ${entry}`);
  }
  if (comma !== undefined) return at(line, `${indent}${entry},`);
  return { from: end, to: line, text: `,${source.slice(end, line)}${indent}${entry}` };
}

/** Takes an entry out of brackets that hold others. */
export function removeInBrackets(source: string, collection: Collection, index: number): Splice {
  const { items } = collection;
  const [start, end] = [startOf(items[index]), endOf(items[index])];
  const next = items[index + 1];
  const close = (collection.range?.[1] ?? end) - 1;
  const ownLine =
    beginsLine(source, start) &&
    lineEnd(source, end) < (next === undefined ? close : startOf(next));
  if (next !== undefined) {
    return ownLine
      ? { from: lineStart(source, start), to: nextLine(source, end), text: "" }
      : { from: start, to: startOf(next), text: "" };
  }
  const before = endOf(items[index - 1]);
  if (!ownLine) return { from: before, to: end, text: "" };
  const comma = commaBehind(source, before) ?? before;
  const kept = commaBehind(source, end) === undefined ? "" : ",";
  const between =
    source.slice(before, comma) + kept + source.slice(comma + 1, lineStart(source, start));
  return { from: before, to: nextLine(source, end), text: between };
}

function at(offset: number, text: string): Splice {
  return { from: offset, to: offset, text };
}

/** Where the next comma is that only blanks, line ends and comments stand before. */
function commaBehind(source: string, end: number): number | undefined {
  const [skipped] = /^(?:\s|#.*)*/.exec(source.slice(end)) ?? [""];
  const comma = end + skipped.length;
  return source[comma] === "," ? comma : undefined;
}
