import { parseEngineScalar } from "../config/engine-scalar";

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
