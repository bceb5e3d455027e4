import { isMap } from "../text";
import { parseEngineScalar } from "../yaml";

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
export function formatInline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(formatInline).join(", ")}]`;
  if (!isMap(value)) return formatScalar(value);
  const entries = Object.entries(value);
  return entries.length === 0
    ? "{}"
    : `{ ${entries.map(([key, held]) => `${formatKey(key)}: ${formatInline(held)}`).join(", ")} }`;
}

/** Whether a value stands on one line where lines are free to be used. */
export function isInline(value: unknown, { braces }: Layout): boolean {
  if (Array.isArray(value)) return value.every((item) => !isFilledCollection(item));
  if (!isMap(value)) return true;
  const held = Object.values(value);
  if (held.length === 0) return true;
  return braces && held.every(isSmallValue) && held.some((one) => !isMap(one));
}

/**
 * A value as lines of block style.
 *
 * In:  a map or list that is not empty
 * Out: lines, the first without indentation
 */
export function formatBlock(value: unknown, layout: Layout): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item) => formatListItem(item, layout));
  if (!isMap(value)) return [formatInline(value)];
  return Object.entries(value).flatMap(([key, held]) => formatMapEntry(key, held, layout));
}

/** One entry of a block map as lines. */
export function formatMapEntry(key: string, value: unknown, layout: Layout): readonly string[] {
  if (isInline(value, layout)) return [`${formatKey(key)}: ${formatInline(value)}`];
  const step = Array.isArray(value) ? layout.listStep : layout.step;
  return [`${formatKey(key)}:`, ...indentLines(formatBlock(value, layout), step)];
}

/** One entry of a block list as lines. */
export function formatListItem(value: unknown, layout: Layout): readonly string[] {
  if (isInline(value, layout)) return [`- ${formatInline(value)}`];
  return indentLines(formatBlock(value, layout), 2).map((line, index) =>
    index === 0 ? `-${line.slice(1)}` : line,
  );
}

/** Lines with so many blanks in front. */
export function indentLines(lines: readonly string[], columns: number): readonly string[] {
  return lines.map((line) => " ".repeat(columns) + line);
}

function isFilledCollection(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : isMap(value) && Object.keys(value).length > 0;
}

/** A scalar, a list of scalars, or limits such as `{ min: 1, max: 2 }`. */
function isSmallValue(value: unknown): boolean {
  const held = isMap(value) ? Object.values(value) : Array.isArray(value) ? value : [];
  return !held.some(isFilledCollection) && (!isMap(value) || held.length <= 2);
}

/** How a text stands in a stack file. */
export type Quotes = "none" | "single" | "double";

/**
 * A text, number, truth value or nothing as YAML.
 *
 * In:  `quotes`: how a text is written if it can be; without quotes only what no reader of YAML takes
 *      for anything else, so times and dates always have them
 */
export function formatScalar(value: unknown, quotes: Quotes = "none"): string {
  if (typeof value !== "string") return String(value);
  if (quotes === "none" && isPlain(value)) return value;
  if (quotes === "single" && !controlSigns.test(value)) return `'${value.replaceAll("'", "''")}'`;
  return JSON.stringify(value).replaceAll(unprintableSigns, escapeSign);
}

/** A key as YAML. */
export function formatKey(key: string): string {
  return /^[a-z][\w-]*:[a-z][\w-]*$/i.test(key) ? key : formatScalar(key);
}

const controlSigns = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;
const unprintableSigns = /[\p{Cf}\p{Zl}\p{Zp}\u007f-\u009f]/gu;

/** Beyond four digits with a capital U: halves of a pair are no signs for the engine. */
function escapeSign(sign: string): string {
  const digits = (sign.codePointAt(0) ?? 0).toString(16);
  return digits.length > 4 ? `\\U${digits.padStart(8, "0")}` : `\\u${digits.padStart(4, "0")}`;
}

/** Words, or a number with a unit such as `10m`: letters in front, or digits that a word follows. */
const plainForm = /^(?:\p{L}|\d+(?:\.? \p{L}|[a-z]+$))[\p{L}\p{M}\d _./()'&+-]*$/u;

/** Texts that some readers of YAML take for true, false or nothing. */
const reservedForm = /^(?:y|n|yes|no|on|off|true|false|null)$/i;

function isPlain(text: string): boolean {
  return (
    plainForm.test(text) &&
    !text.endsWith(" ") &&
    !reservedForm.test(text) &&
    parseEngineScalar(text) === text
  );
}
