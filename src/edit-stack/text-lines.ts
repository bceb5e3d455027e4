/** Where the line begins that holds an offset. */
export function lineStart(source: string, at: number): number {
  return source.lastIndexOf("\n", at - 1) + 1;
}

/** Where the line ends that holds an offset: before its line end, or at the end of the text. */
export function lineEnd(source: string, at: number): number {
  const end = source.indexOf("\n", at);
  if (end === -1) return source.length;
  return end > at && source[end - 1] === "\r" ? end - 1 : end;
}

/** Behind the line end of the line that holds an offset. */
export function nextLine(source: string, at: number): number {
  const end = source.indexOf("\n", at);
  return end === -1 ? source.length : end + 1;
}

/** The column of an offset, from 0. */
export function columnOf(source: string, at: number): number {
  return at - lineStart(source, at);
}

/** Whether only blanks, or marks such as `&name`, stand before an offset in its line. */
export function beginsLine(source: string, at: number): boolean {
  return /^ *(?:[&!]\S* +)*$/.test(source.slice(lineStart(source, at), at));
}

/** Removes whole lines: those from one offset's to another's. At the end of the text, the line end before them goes. */
export function wholeLines(
  source: string,
  first: number,
  last: number,
): { readonly from: number; readonly to: number } {
  const from = lineStart(source, first);
  const to = nextLine(source, last);
  if (source.endsWith("\n", to) || from === 0) return { from, to };
  return { from: from - (source[from - 2] === "\r" ? 2 : 1), to };
}
