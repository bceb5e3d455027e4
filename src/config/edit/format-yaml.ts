import { isMap } from "../text";
import { parseEngineScalar } from "../yaml";

/** The style of a stack file, for new text. */
export interface Layout {
  readonly lineEnd: string;
  /** Indentation of a map below a key. */
  readonly step: number;
  /** Indentation of a list below a key; may be 0. */
  readonly listStep: number;
  /** Whether small maps are written in braces. */
  readonly braces: boolean;
}

export function formatInline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(formatInline).join(", ")}]`;
  if (!isMap(value)) return formatScalar(value);
  const entries = Object.entries(value);
  return entries.length === 0
    ? "{}"
    : `{ ${entries.map(([key, item]) => `${formatKey(key)}: ${formatInline(item)}`).join(", ")} }`;
}

/** Whether a value goes on one line outside brackets. */
export function isInline(value: unknown, { braces }: Layout): boolean {
  if (Array.isArray(value)) return value.every((item) => !isFilledCollection(item));
  if (!isMap(value)) return true;
  const items = Object.values(value);
  if (items.length === 0) return true;
  return braces && items.every(isSmallValue) && items.some((item) => !isMap(item));
}

/** Formats a map or list that is not empty as block lines. */
export function formatBlock(value: unknown, layout: Layout): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item) => formatListItem(item, layout));
  if (!isMap(value)) return [formatInline(value)];
  return Object.entries(value).flatMap(([key, item]) => formatMapEntry(key, item, layout));
}

export function formatMapEntry(key: string, value: unknown, layout: Layout): readonly string[] {
  if (isInline(value, layout)) return [`${formatKey(key)}: ${formatInline(value)}`];
  const step = Array.isArray(value) ? layout.listStep : layout.step;
  return [`${formatKey(key)}:`, ...indentLines(formatBlock(value, layout), step)];
}

export function formatListItem(value: unknown, layout: Layout): readonly string[] {
  if (isInline(value, layout)) return [`- ${formatInline(value)}`];
  return indentLines(formatBlock(value, layout), 2).map((line, index) => (index === 0 ? `-${line.slice(1)}` : line));
}

export function indentLines(lines: readonly string[], columns: number): readonly string[] {
  return lines.map((line) => " ".repeat(columns) + line);
}

function isFilledCollection(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : isMap(value) && Object.keys(value).length > 0;
}

/** A scalar, a list of scalars, or limits such as `{ min: 1, max: 2 }`. */
function isSmallValue(value: unknown): boolean {
  const items = isMap(value) ? Object.values(value) : Array.isArray(value) ? value : [];
  return !items.some(isFilledCollection) && (!isMap(value) || items.length <= 2);
}

export type Quotes = "none" | "single" | "double";

/**
 * Formats text, a number, a boolean or null as YAML.
 * @param quotes the preferred quotes; text that a YAML parser may read as something else always has them
 */
export function formatScalar(value: unknown, quotes: Quotes = "none"): string {
  if (typeof value !== "string") return String(value);
  if (quotes === "none" && isPlain(value)) return value;
  if (quotes === "single" && !controlCharacters.test(value)) return `'${value.replaceAll("'", "''")}'`;
  return JSON.stringify(value).replaceAll(unprintable, escapeCharacter);
}

export function formatKey(key: string): string {
  return /^[a-z][\w-]*:[a-z][\w-]*$/i.test(key) ? key : formatScalar(key);
}

const controlCharacters = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;
const unprintable = /[\p{Cf}\p{Zl}\p{Zp}\u007f-\u009f]/gu;

/** Uses `\U` for more than four digits: the engine rejects surrogate pairs. */
function escapeCharacter(character: string): string {
  const digits = (character.codePointAt(0) ?? 0).toString(16);
  return digits.length > 4 ? `\\U${digits.padStart(8, "0")}` : `\\u${digits.padStart(4, "0")}`;
}

/** Text that starts with a letter, or digits before a word or unit, as in `10m`. */
const plainForm = /^(?:\p{L}|\d+(?:\.? \p{L}|[a-z]+$))[\p{L}\p{M}\d _./()'&+-]*$/u;

/** Words that some YAML parsers read as true, false or null. */
const reservedForm = /^(?:y|n|yes|no|on|off|true|false|null)$/i;

function isPlain(text: string): boolean {
  return plainForm.test(text) && !text.endsWith(" ") && !reservedForm.test(text) && parseEngineScalar(text) === text;
}
