import { escapeControls } from "../../problem";
import { hideTokens } from "./token";

/** Messages cut longer text. */
const maxQuoteLength = 60;

/**
 * A date or time without quotes, as the engine prints it.
 * @see https://pkg.go.dev/time#Time.String
 */
const engineTimestamp = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2}(?:\.\d+)?) ([+-]\d{4}) (?:[A-Z]{1,5}|[+-]\d{2,4})$/;

/** A YAML timestamp as the user most likely typed it. */
export interface UnquotedTimestamp {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** `HH:MM:SS`; absent at midnight, because the user most likely typed only a date. */
  readonly time?: string;
  /** False if the user typed an offset. */
  readonly utc: boolean;
}

/** Parses `2026-12-24 00:00:00 +0000 UTC`, which the engine makes of an unquoted date or time. */
export function parseUnquotedTimestamp(text: string): UnquotedTimestamp | undefined {
  const [, date, time, offset] = engineTimestamp.exec(text) ?? [];
  if (date === undefined || time === undefined) return undefined;
  const utc = offset === "+0000";
  return utc && time === "00:00:00" ? { date, utc } : { date, time, utc };
}

/**
 * Formats a value for a message.
 * @returns text in quotes without tokens, on one line, cut at 60 characters; lists and maps are named, never dumped
 */
export function quoteValue(value: unknown): string {
  if (typeof value === "string") return quoteText(value);
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  return isMap(value) ? describeMap(value) : "nothing";
}

function quoteText(text: string): string {
  const timestamp = parseUnquotedTimestamp(text);
  if (timestamp !== undefined) {
    return timestamp.time === undefined ? timestamp.date : `${timestamp.date} ${timestamp.time}`;
  }
  const characters = [...hideTokens(text.replaceAll(/\s+/g, " "))];
  const shown =
    characters.length > maxQuoteLength ? `${characters.slice(0, maxQuoteLength).join("")}…` : characters.join("");
  return `"${escapeControls(shown)}"`;
}

function describeMap(map: Readonly<Record<string, unknown>>): string {
  const keys = Object.keys(map);
  if (isEncrypted(map)) return "an encrypted value";
  if (keys.length === 0) return "an empty map";
  if (keys.length > 3) return `a map of ${keys.length} keys`;
  return `a map with ${joinWords(keys.map(quoteText), "and")}`;
}

/** The kind of a value, for messages. */
export function describeKind(value: unknown): string {
  if (typeof value === "string") return parseUnquotedTimestamp(value) === undefined ? "text" : "a date";
  if (typeof value === "number") return "a number";
  if (typeof value === "boolean") return "true or false";
  return Array.isArray(value) ? "a list" : "a map of keys";
}

export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Whether a value of a stack file is `{ secure: … }`, which only Pulumi can read.
 * @see https://www.pulumi.com/docs/iac/concepts/secrets/
 */
export function isEncrypted(value: unknown): value is { readonly secure: string } {
  return isMap(value) && Object.keys(value).length === 1 && typeof value["secure"] === "string";
}

/** `a, b or c`. */
export function joinWords(words: readonly string[], joiner: "and" | "or"): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} ${joiner} ${last}`;
}
