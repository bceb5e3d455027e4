import { isNode, isScalar } from "yaml";
import { scalarText, type Quotes } from "./scalar-text";
import type { Splice } from "./splice";
import { lineEnd } from "./text-lines";
import { blockLines, inlineText, isInline, type Layout, movedIn } from "./value-text";
import { endOf, hasText, isBlock, type Place } from "./yaml-nodes";

/** Puts a value in the place of another one, or of nothing. */
export function replaceValue(source: string, place: Place, value: unknown, layout: Layout): Splice {
  const { node, begin, inBrackets } = place;
  if (!inBrackets && !isInline(value, layout)) return blockInstead(source, place, value, layout);
  const text = isScalar(node) ? scalarLike(node.type, value) : inlineText(value);
  if (!hasText(node)) return { from: begin, to: begin, text: ` ${text}` };
  const to = endOf(node);
  const lineBreak = source[to - 1] === "\n" ? layout.lineEnd : "";
  const spaced = isBlock(node) ? ` ${text}` : text;
  const from = isBlock(node) || !isNode(node) ? begin : (node.range?.[0] ?? begin);
  return { from, to, text: spaced + lineBreak };
}

/** A text keeps the quotes of the one it replaces. */
function scalarLike(type: string | undefined, value: unknown): string {
  const quotes: Quotes =
    type === "QUOTE_DOUBLE" ? "double" : type === "QUOTE_SINGLE" ? "single" : "none";
  return typeof value === "string" ? scalarText(value, quotes) : inlineText(value);
}

/** Lines below the key or hyphen; a comment behind it stays there. */
function blockInstead(
  source: string,
  { node, begin, column, kind }: Place,
  value: unknown,
  layout: Layout,
): Splice {
  const end = hasText(node) ? endOf(node) : begin;
  const line = lineEnd(source, isBlock(node) ? begin : end);
  const comment =
    source[end - 1] === "\n"
      ? ""
      : isBlock(node)
        ? source.slice(begin, Math.min(line, node.range?.[0] ?? line))
        : source.slice(end, line);
  const step = kind === "item" ? 2 : Array.isArray(value) ? layout.listStep : layout.step;
  const lines = movedIn(blockLines(value, layout), column + step);
  const [first = "", ...others] = lines;
  const onLine = kind === "item" && comment.trim() === "";
  const text = onLine
    ? [` ${first.trimStart()}`, ...others].join(layout.lineEnd)
    : [comment.trimEnd(), ...lines].join(layout.lineEnd);
  const to = isBlock(node) || source[end - 1] === "\n" ? end : lineEnd(source, end);
  return { from: begin, to, text: text + (source[end - 1] === "\n" ? layout.lineEnd : "") };
}
