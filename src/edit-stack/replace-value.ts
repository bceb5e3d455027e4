import { isNode, isScalar } from "yaml";
import { formatScalar, type Quotes } from "./scalar-text";
import type { TextEdit } from "./splice";
import { findLineEnd } from "./text-lines";
import { formatBlock, formatInline, isInline, type Layout, indentLines } from "./value-text";
import { getEnd, hasText, isBlock, type Place } from "./yaml-nodes";

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
