/** `[from, to)` of a text is to become `text`. */
export interface Splice {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** The text with one piece of it replaced. */
export function spliced(source: string, { from, to, text }: Splice): string {
  return source.slice(0, from) + text + source.slice(to);
}
