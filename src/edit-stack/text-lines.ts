/** Where the line begins that holds an offset. */
export function findLineStart(source: string, at: number): number {
  return source.lastIndexOf("\n", at - 1) + 1;
}

/** Where the line ends that holds an offset: before its line end, or at the end of the text. */
export function findLineEnd(source: string, at: number): number {
  const end = source.indexOf("\n", at);
  if (end === -1) return source.length;
  return end > at && source[end - 1] === "\r" ? end - 1 : end;
}

/** Behind the line end of the line that holds an offset. */
export function findNextLine(source: string, at: number): number {
  const end = source.indexOf("\n", at);
  return end === -1 ? source.length : end + 1;
}

/** The column of an offset, from 0. */
export function getColumn(source: string, at: number): number {
  return at - findLineStart(source, at);
}

/** Whether only blanks, or marks such as `&name`, stand before an offset in its line. */
export function isAtLineStart(source: string, at: number): boolean {
  return /^ *(?:[&!]\S* +)*$/.test(source.slice(findLineStart(source, at), at));
}

/** Removes whole lines: those from one offset's to another's. At the end of the text, the line end before them goes. */
export function expandToLines(
  source: string,
  first: number,
  last: number,
): { readonly from: number; readonly to: number } {
  const from = findLineStart(source, first);
  const to = findNextLine(source, last);
  if (source.endsWith("\n", to) || from === 0) return { from, to };
  return { from: from - (source[from - 2] === "\r" ? 2 : 1), to };
}
