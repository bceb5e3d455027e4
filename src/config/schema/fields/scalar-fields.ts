import * as v from "valibot";
import { findClosestMatch, joinWords, parseUnquotedTimestamp, quoteValue } from "../../text";
import {
  describeField,
  type Field,
  type FieldDescription,
  parseWith,
  type Refusal,
  reject,
} from "./field";

/** What a leaf can say about itself without being told. */
type ScalarDescription = Omit<FieldDescription, "allowed"> & { readonly allowed?: string };

/** Any text that is not blank. */
export function defineText(description: ScalarDescription): Field<string> {
  return describeField(
    parseWith(v.string(), (value) => {
      const refusal = checkText(value);
      return refusal === undefined ? { value } : reject(refusal);
    }),
    { allowed: "text", json: { minLength: 1 }, ...description },
  );
}

/** In the JSON Schema: Pulumi puts a secret in the place of a text. */
export const textOrSecret = {
  type: ["string", "object"],
  properties: { secure: { type: "string" } },
  required: ["secure"],
  additionalProperties: false,
};

/** Any text, blank too. */
export function defineAnyText(description: ScalarDescription): Field<string> {
  return describeField(
    parseWith(v.string(), (value) => {
      const refusal = value === "" ? undefined : checkText(value);
      return refusal === undefined ? { value } : reject(refusal);
    }),
    { allowed: "text", ...description },
  );
}

/** Why a text cannot be taken as it is: blank, or a date that YAML has changed. */
function checkText(value: string): Refusal | undefined {
  if (value.trim() === "") return { reason: "the text is empty" };
  const timestamp = parseUnquotedTimestamp(value);
  if (timestamp === undefined) return undefined;
  return {
    reason: `${quoteValue(value)} without quotes is read as a date`,
    write: JSON.stringify(quoteValue(value)),
  };
}

/** A number from `from` to `to`, both included. */
export interface NumberRange {
  readonly from: number;
  readonly to: number;
  /** Default: whole numbers only. */
  readonly fractions?: boolean;
}

/** A number in a range. */
export function defineNumber(range: NumberRange, description: ScalarDescription): Field<number> {
  const { from, to, fractions = false } = range;
  const kind = fractions ? "a number" : "a whole number";
  const allowed =
    to >= maxShownNumber ? `${kind}, ${from} or more` : `${kind} from ${from} to ${to}`;
  return describeField(
    parseWith(v.number(), (value) => {
      const reason = checkNumber(value, range);
      return reason === undefined ? { value } : reject({ reason });
    }),
    {
      allowed,
      json: {
        type: fractions ? "number" : "integer",
        minimum: from,
        ...(to >= maxShownNumber ? {} : { maximum: to }),
      },
      ...description,
    },
  );
}

/** Limits above it are only there to keep nonsense out, and are not worth a word. */
const maxShownNumber = 1_000_000_000;

/** Why a number is out of a range. */
export function checkNumber(value: number, range: NumberRange): string | undefined {
  if (range.fractions !== true && !Number.isInteger(value)) return `${value} is not a whole number`;
  if (value < range.from) return `${value} is less than ${range.from}`;
  return value > range.to ? `${value} is more than ${range.to}` : undefined;
}

/** `true` or `false`. */
export function defineFlag(description: ScalarDescription): Field<boolean> {
  return describeField(v.boolean(), { allowed: "true or false", ...description });
}

/** One word of a list. */
export function defineChoice<const TWord extends string>(
  words: readonly TWord[],
  description: ScalarDescription,
): Field<TWord> {
  return describeField(
    parseWith(v.string(), (value) => {
      const found = words.find((word) => word === value);
      if (found !== undefined) return { value: found };
      const meant = findClosestMatch(value, words);
      return reject({
        reason: `${quoteValue(value)} is none of the words that are known here`,
        ...(meant === undefined ? {} : { write: meant }),
      });
    }),
    { allowed: joinWords(words, "or"), json: { enum: words }, ...description },
  );
}
