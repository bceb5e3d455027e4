/** The library compares each parameter with all others. */
const maxNameLength = 10_000;

/** A name with parameters, whose values may be in quotes. */
const nameForm = /^[a-z0-9-]+(?:;[a-z0-9-]+=(?:"[^"]*"|[^":;]*))*:/i;

/** The library takes some seconds for as many. */
const maxLines = 100_000;

/** Deeper than any calendar: the library calls itself for each level. */
const maxDepth = 20;

/**
 * Finds the first line that is not in the form of an iCalendar file.
 * @returns why, with its number; undefined if there is none
 * @see https://www.rfc-editor.org/rfc/rfc5545#section-3.1
 */
export function findIcsRefusal(text: string): string | undefined {
  const open: string[] = [];
  if (countLines(text) > maxLines) return `it has more than ${maxLines} lines`;
  for (const { number, line } of unfoldLines(text.replace(/^\u{feff}/u, ""))) {
    const refusal = checkLine(line, open);
    if (refusal !== undefined) return `line ${number} ${refusal}`;
  }
  const last = open.at(-1);
  return last === undefined ? undefined : `it has no END:${last}`;
}

function countLines(text: string): number {
  return text.match(/\n/g)?.length ?? 0;
}

/** A line that begins with a space continues the one before. */
function unfoldLines(text: string): readonly { readonly number: number; readonly line: string }[] {
  const unfolded: { number: number; line: string[] }[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const last = unfolded.at(-1);
    if (/^[ \t]/.test(line) && last !== undefined) last.line.push(line.slice(1));
    else if (line.trim() !== "") unfolded.push({ number: index + 1, line: [line] });
  }
  return unfolded.map(({ number, line }) => ({ number, line: line.join("") }));
}

/** @param open the components around the line; a BEGIN or an END changes them */
function checkLine(line: string, open: string[]): string | undefined {
  const name = line.slice(0, maxNameLength);
  if (!nameForm.test(name)) {
    return line.length > maxNameLength
      ? `has more than ${maxNameLength} characters before its colon`
      : "does not begin with a name and a colon";
  }
  const [, mark = "", component = ""] = /^(BEGIN|END):\s*(\S*)\s*$/i.exec(line.slice(0, maxNameLength)) ?? [];
  if (mark.toUpperCase() === "BEGIN") {
    open.push(component.toUpperCase());
    return open.length > maxDepth ? `is nested more than ${maxDepth} levels deep` : undefined;
  }
  if (mark === "" || open.pop() === component.toUpperCase()) return undefined;
  return `ends ${component}, which does not begin before it`;
}
