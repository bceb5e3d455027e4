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
