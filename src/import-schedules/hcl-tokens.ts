/** A piece of a Terraform file. `line` is where it begins, from 1. */
export interface HclToken {
  readonly kind: "word" | "number" | "string" | "sign" | "newline" | "heredoc";
  /** As written, quotes included. */
  readonly text: string;
  readonly line: number;
}

/** Each kind's form at the present place, tried in this order; what has no kind is passed over. */
const forms: readonly (readonly [HclToken["kind"] | "nothing", RegExp])[] = [
  ["nothing", /[^\S\n]+/y],
  ["nothing", /#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?\*\//y],
  ["newline", /\n/y],
  ["heredoc", /<<-?[^\S\n]*(\w+)[^\S\n]*\n[\s\S]*?\n[^\S\n]*\1(?=\s|$)/y],
  ["number", /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y],
  ["word", /[\p{L}_][\p{L}\p{N}_-]*/uy],
  ["sign", /[\s\S]/y],
];

/**
 * The pieces of a Terraform file, comments and blanks left out.
 *
 * Source: https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md
 */
export function hclTokens(source: string): readonly HclToken[] {
  const text = source.replaceAll("\r\n", "\n");
  const tokens: HclToken[] = [];
  let [place, line] = [0, 1];
  while (place < text.length) {
    const [kind, piece] =
      text[place] === '"' ? ["string" as const, quotedAt(text, place)] : formAt(text, place);
    if (kind !== "nothing") tokens.push({ kind, text: piece, line });
    line += piece.split("\n").length - 1;
    place += piece.length;
  }
  return tokens;
}

function formAt(text: string, place: number): readonly [HclToken["kind"] | "nothing", string] {
  for (const [kind, form] of forms) {
    form.lastIndex = place;
    const piece = form.exec(text)?.[0];
    if (piece !== undefined && piece !== "") return [kind, piece];
  }
  return ["nothing", text.slice(place)];
}

/** A string from its first quote on: quotes inside `${ }` belong to strings of their own. */
function quotedAt(text: string, start: number): string {
  let depth = 0;
  for (let place = start + 1; place < text.length; place++) {
    const sign = text[place];
    if (sign === "\\") place += 1;
    else if (sign === "$" && text[place + 1] === "{" && text[place - 1] !== "$") depth += 1;
    else if (sign === "}" && depth > 0) depth -= 1;
    else if (sign === '"' && depth > 0) place += quotedAt(text, place).length - 1;
    else if (sign === '"' || (sign === "\n" && depth === 0)) return text.slice(start, place + 1);
  }
  return text.slice(start);
}
