import { hclTokens, type HclToken } from "./hcl-tokens";
import type { HclBlock, HclValue } from "./hcl-value";

/** What of a Terraform file is read so far. */
interface Reader {
  readonly tokens: readonly HclToken[];
  at: number;
}

type Body = Pick<HclBlock, "attributes" | "blocks">;

/**
 * The blocks of a Terraform file.
 *
 * Reads the structure of all of it, and of expressions what a schedule is written with: literals, references
 * and texts made of them. Everything else stays as it is written.
 *
 * Errors: none; what has no form is passed over
 * Source: https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md
 */
export function hclBlocks(source: string): readonly HclBlock[] {
  return readBody({ tokens: hclTokens(source), at: 0 }).blocks;
}

function readBody(reader: Reader): Body {
  const attributes = new Map<string, HclValue>();
  const blocks: HclBlock[] = [];
  for (;;) {
    const token = take(reader);
    if (token === undefined || token.text === "}") return { attributes, blocks };
    if (token.kind !== "word") continue;
    if (peek(reader)?.text === "=") {
      take(reader);
      attributes.set(token.text, valueOf(expressionTokens(reader)));
      continue;
    }
    const labels = readLabels(reader);
    if (peek(reader)?.text !== "{") continue;
    take(reader);
    blocks.push({ type: token.text, labels, line: token.line, ...readBody(reader) });
  }
}

function readLabels(reader: Reader): readonly string[] {
  const labels: string[] = [];
  for (
    let next = peek(reader);
    next?.kind === "string" || next?.kind === "word";
    next = peek(reader)
  ) {
    labels.push(next.kind === "string" ? next.text.slice(1, -1) : next.text);
    take(reader);
  }
  return labels;
}

function peek({ tokens, at }: Reader): HclToken | undefined {
  return tokens[at];
}

function take(reader: Reader): HclToken | undefined {
  const token = peek(reader);
  reader.at += 1;
  return token;
}

/** An expression ends with its line, but not inside brackets; the brace after it belongs to the block around. */
function expressionTokens(reader: Reader): readonly HclToken[] {
  const found: HclToken[] = [];
  let depth = 0;
  for (let next = peek(reader); next !== undefined; next = peek(reader)) {
    if (depth === 0 && (next.kind === "newline" || next.text === "}")) break;
    if (next.kind === "sign" && "([{".includes(next.text)) depth += 1;
    if (next.kind === "sign" && ")]}".includes(next.text)) depth -= 1;
    if (next.kind !== "newline") found.push(next);
    take(reader);
  }
  return found;
}

function valueOf(tokens: readonly HclToken[]): HclValue {
  const written = tokens.map(({ text }) => text).join("");
  const [first, second, ...more] = tokens;
  if (first?.kind === "string" && second === undefined) return templateOf(first.text.slice(1, -1));
  if (first?.kind === "number" && second === undefined) return number(written);
  if (first?.text === "-" && second?.kind === "number" && more.length === 0) return number(written);
  const isReference = /^[\p{L}_][\p{L}\p{N}_-]*(?:\.[\p{L}\p{N}_-]+|\[(?:\d+|"[^"]*")\])+$/u.test(
    written,
  );
  return isReference ? { kind: "reference", path: written } : { kind: "other", written };
}

function number(written: string): HclValue {
  return { kind: "number", number: Number(written) };
}

/** A string's inside: its escapes, and `${ }` as values. */
function templateOf(inside: string): HclValue {
  const parts: HclValue[] = [];
  let rest = inside;
  for (let start = interpolation(rest); start >= 0; start = interpolation(rest)) {
    if (start > 0) parts.push({ kind: "text", text: unescaped(rest.slice(0, start)) });
    const end = closing(rest, start + 2);
    parts.push(
      valueOf(hclTokens(rest.slice(start + 2, end)).filter(({ kind }) => kind !== "newline")),
    );
    rest = rest.slice(end + 1);
  }
  if (rest !== "" || parts.length === 0) parts.push({ kind: "text", text: unescaped(rest) });
  const [only, ...others] = parts;
  return only !== undefined && others.length === 0 ? only : { kind: "template", parts };
}

/** Where `${` begins that is none written as `$${`. */
function interpolation(text: string): number {
  return /(?<!\$)\$\{/.exec(text)?.index ?? -1;
}

function closing(text: string, from: number): number {
  let depth = 1;
  for (let place = from; place < text.length; place++) {
    if (text[place] === "{") depth += 1;
    if (text[place] === "}") depth -= 1;
    if (depth === 0) return place;
  }
  return text.length;
}

const escapes: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };

function unescaped(text: string): string {
  return text
    .replaceAll(/\\u([0-9a-fA-F]{4})/g, (_all, code: string) =>
      String.fromCharCode(parseInt(code, 16)),
    )
    .replaceAll(/\\(.)/g, (_all, sign: string) => escapes[sign] ?? sign)
    .replaceAll("$${", "${");
}
