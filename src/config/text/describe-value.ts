/** Longer texts of a user are cut in messages. */
const maxQuoteLength = 60;

/**
 * What the engine makes of a date or time without quotes: Go's print of the timestamp.
 *
 * Source: https://pkg.go.dev/time#Time.String
 */
const engineTimestamp =
  /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2}(?:\.\d+)?) ([+-]\d{4}) (?:[A-Z]{1,5}|[+-]\d{2,4})$/;

/** A YAML timestamp as the user typed it, as far as one can still tell. */
export interface UnquotedTimestamp {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** `HH:MM:SS`; absent at midnight: the user most probably typed a date alone. */
  readonly time?: string;
  /** False: the user typed an offset from UTC. */
  readonly utc: boolean;
}

/**
 * Whether a text is what the engine makes of a date or time without quotes.
 *
 * In:  `2026-12-24 00:00:00 +0000 UTC`
 * Out: undefined for every other text
 */
export function parseUnquotedTimestamp(text: string): UnquotedTimestamp | undefined {
  const [, date, time, offset] = engineTimestamp.exec(text) ?? [];
  if (date === undefined || time === undefined) return undefined;
  const utc = offset === "+0000";
  return utc && time === "00:00:00" ? { date, utc } : { date, time, utc };
}

/**
 * A value in a message, as the user wrote it.
 *
 * Out: text in quotes, cut at 60 signs, on one line; numbers, `true` and `false` bare; lists and maps
 *      only named, never dumped
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
  const signs = [...text.replaceAll(/\s+/g, " ")];
  const shown =
    signs.length > maxQuoteLength ? `${signs.slice(0, maxQuoteLength).join("")}…` : signs.join("");
  return `"${shown.replaceAll(/[\u0000-\u001f\u007f-\u009f]/g, "\u{fffd}")}"`;
}

function describeMap(map: Readonly<Record<string, unknown>>): string {
  const keys = Object.keys(map);
  if (keys.length === 0) return "an empty map";
  return keys.length > 3
    ? `a map of ${keys.length} keys`
    : `a map with ${joinWords(
        keys.map((key) => quoteText(key)),
        "and",
      )}`;
}

/** What kind of value stands there, in the words of messages. */
export function describeKind(value: unknown): string {
  if (typeof value === "string")
    return parseUnquotedTimestamp(value) === undefined ? "text" : "a date";
  if (typeof value === "number") return "a number";
  if (typeof value === "boolean") return "true or false";
  return Array.isArray(value) ? "a list" : "a map of keys";
}

/** Whether a value is a map of keys, not a list. */
export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** `a, b or c`. */
export function joinWords(words: readonly string[], joiner: "and" | "or"): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} ${joiner} ${last}`;
}
