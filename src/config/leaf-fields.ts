import * as v from "valibot";
import { type Field, type FieldDescription, described } from "./field";
import { nearest } from "./nearest";
import { type Refusal, reads, refused } from "./reads";
import { listWords, quoted, unquotedTimestamp } from "./user-text";

/** What a leaf can say about itself without being told. */
type LeafDescription = Omit<FieldDescription, "allowed"> & { readonly allowed?: string };

/** Any text that is not blank. */
export function text(description: LeafDescription): Field<string> {
  return described(
    reads(v.string(), (value) => {
      const refusal = textRefusal(value);
      return refusal === undefined ? { value } : refused(refusal);
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
export function anyText(description: LeafDescription): Field<string> {
  return described(
    reads(v.string(), (value) => {
      const refusal = value === "" ? undefined : textRefusal(value);
      return refusal === undefined ? { value } : refused(refusal);
    }),
    { allowed: "text", ...description },
  );
}

/** Why a text cannot be taken as it is: blank, or a date that YAML has changed. */
function textRefusal(value: string): Refusal | undefined {
  if (value.trim() === "") return { reason: "the text is empty" };
  const timestamp = unquotedTimestamp(value);
  if (timestamp === undefined) return undefined;
  return {
    reason: `${quoted(value)} without quotes is read as a date`,
    write: JSON.stringify(quoted(value)),
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
export function number(range: NumberRange, description: LeafDescription): Field<number> {
  const { from, to, fractions = false } = range;
  const kind = fractions ? "a number" : "a whole number";
  const allowed = to >= largestShown ? `${kind}, ${from} or more` : `${kind} from ${from} to ${to}`;
  return described(
    reads(v.number(), (value) => {
      const reason = numberRefusal(value, range);
      return reason === undefined ? { value } : refused({ reason });
    }),
    {
      allowed,
      json: {
        type: fractions ? "number" : "integer",
        minimum: from,
        ...(to >= largestShown ? {} : { maximum: to }),
      },
      ...description,
    },
  );
}

/** Limits above it are only there to keep nonsense out, and are not worth a word. */
const largestShown = 1_000_000_000;

/** Why a number is out of a range. */
export function numberRefusal(value: number, range: NumberRange): string | undefined {
  if (range.fractions !== true && !Number.isInteger(value)) return `${value} is not a whole number`;
  if (value < range.from) return `${value} is less than ${range.from}`;
  return value > range.to ? `${value} is more than ${range.to}` : undefined;
}

/** `true` or `false`. */
export function flag(description: LeafDescription): Field<boolean> {
  return described(v.boolean(), { allowed: "true or false", ...description });
}

/** One word of a list. */
export function choice<const TWord extends string>(
  words: readonly TWord[],
  description: LeafDescription,
): Field<TWord> {
  return described(
    reads(v.string(), (value) => {
      const found = words.find((word) => word === value);
      if (found !== undefined) return { value: found };
      const meant = nearest(value, words);
      return refused({
        reason: `${quoted(value)} is none of the words that are known here`,
        ...(meant === undefined ? {} : { write: meant }),
      });
    }),
    { allowed: listWords(words, "or"), json: { enum: words }, ...description },
  );
}
