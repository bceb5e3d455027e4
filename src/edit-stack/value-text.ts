import { isMap } from "../config/user-text";
import { keyText, scalarText } from "./scalar-text";

/** How a stack file is written, so that what is added looks alike. */
export interface Layout {
  readonly lineEnd: string;
  /** Columns by which a map below a key is moved in. */
  readonly step: number;
  /** The same for a list below a key; 0 where hyphens stand under the key. */
  readonly listStep: number;
  /** Whether small maps are written in braces. */
  readonly braces: boolean;
}

/** A value on one line. */
export function inlineText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inlineText).join(", ")}]`;
  if (!isMap(value)) return scalarText(value);
  const entries = Object.entries(value);
  return entries.length === 0
    ? "{}"
    : `{ ${entries.map(([key, held]) => `${keyText(key)}: ${inlineText(held)}`).join(", ")} }`;
}

/** Whether a value stands on one line where lines are free to be used. */
export function isInline(value: unknown, { braces }: Layout): boolean {
  if (Array.isArray(value)) return value.every((item) => !isCollection(item));
  if (!isMap(value)) return true;
  const held = Object.values(value);
  if (held.length === 0) return true;
  return braces && held.every(isSmall) && held.some((one) => !isMap(one));
}

/**
 * A value as lines of block style.
 *
 * In:  a map or list that is not empty
 * Out: lines, the first without indentation
 */
export function blockLines(value: unknown, layout: Layout): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item) => itemLines(item, layout));
  if (!isMap(value)) return [inlineText(value)];
  return Object.entries(value).flatMap(([key, held]) => entryLines(key, held, layout));
}

/** One entry of a block map as lines. */
export function entryLines(key: string, value: unknown, layout: Layout): readonly string[] {
  if (isInline(value, layout)) return [`${keyText(key)}: ${inlineText(value)}`];
  const step = Array.isArray(value) ? layout.listStep : layout.step;
  return [`${keyText(key)}:`, ...movedIn(blockLines(value, layout), step)];
}

/** One entry of a block list as lines. */
export function itemLines(value: unknown, layout: Layout): readonly string[] {
  if (isInline(value, layout)) return [`- ${inlineText(value)}`];
  return movedIn(blockLines(value, layout), 2).map((line, index) =>
    index === 0 ? `-${line.slice(1)}` : line,
  );
}

/** Lines with so many blanks in front. */
export function movedIn(lines: readonly string[], columns: number): readonly string[] {
  return lines.map((line) => " ".repeat(columns) + line);
}

function isCollection(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : isMap(value) && Object.keys(value).length > 0;
}

/** A scalar, a list of scalars, or limits such as `{ min: 1, max: 2 }`. */
function isSmall(value: unknown): boolean {
  const held = isMap(value) ? Object.values(value) : Array.isArray(value) ? value : [];
  return !held.some(isCollection) && (!isMap(value) || held.length <= 2);
}
