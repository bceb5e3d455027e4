import { escapeControls } from "../../problem";

/** Escaped HTML. */
export interface Html {
  readonly html: string;
}

/** A value in a template: text is escaped, HTML is not, lists are joined. */
export type HtmlPart = string | number | Html | readonly Html[];

/** Builds HTML from a template and escapes its text, so no name in a stack file becomes markup. */
export function html(strings: TemplateStringsArray, ...parts: readonly HtmlPart[]): Html {
  const pieces = strings.map((text, index) => text + renderPart(parts[index] ?? ""));
  return { html: pieces.join("") };
}

function renderPart(part: HtmlPart): string {
  if (typeof part === "string") return escapeHtml(part);
  if (typeof part === "number") return String(Math.round(part * 100) / 100);
  return "html" in part ? part.html : part.map((one) => one.html).join("");
}

const htmlEntities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escapeHtml(text: string): string {
  return escapeControls(text).replace(/[&<>"']/g, (sign) => htmlEntities[sign] ?? sign);
}
