import * as v from "valibot";
import { findClosestMatch, joinWords, parseUnquotedTimestamp, quoteValue } from "../../text";
import { describeField, type Field, type FieldDescription, type ParseResult, parseWith, reject } from "./field";

type ScalarDescription = Omit<FieldDescription, "allowed"> & { readonly allowed?: string };

/** Text that is not blank. */
export function defineText(description: ScalarDescription): Field<string> {
  return describeField(parseWith(v.string(), parseText), { allowed: "text", json: { minLength: 1 }, ...description });
}

/** JSON Schema of text that may be a secret of Pulumi. */
export const textOrSecret = {
  type: ["string", "object"],
  properties: { secure: { type: "string" } },
  required: ["secure"],
  additionalProperties: false,
};

/** Text that may be empty. */
export function defineAnyText(description: ScalarDescription): Field<string> {
  return describeField(
    parseWith(v.string(), (value) => (value === "" ? { value } : parseText(value))),
    { allowed: "text", ...description },
  );
}

function parseText(value: string): ParseResult<string> {
  if (value.trim() === "") return reject({ reason: "the text is empty" });
  if (parseUnquotedTimestamp(value) === undefined) return { value };
  return reject({
    reason: `YAML reads ${quoteValue(value)} without quotes as a date`,
    write: JSON.stringify(quoteValue(value)),
  });
}

/** From `from` to `to`, both included. */
export interface NumberRange {
  readonly from: number;
  readonly to: number;
  /** @default false */
  readonly fractions?: boolean;
}

export function defineNumber(range: NumberRange, description: ScalarDescription): Field<number> {
  const { from, to, fractions = false } = range;
  const kind = fractions ? "a number" : "a whole number";
  const allowed = to >= maxShownNumber ? `${kind}, ${from} or more` : `${kind} from ${from} to ${to}`;
  return describeField(
    parseWith(v.number(), (value) => {
      const reason = checkNumber(value, range);
      return reason === undefined ? { value } : reject({ reason });
    }),
    {
      allowed,
      json: { type: fractions ? "number" : "integer", minimum: from, ...(to >= maxShownNumber ? {} : { maximum: to }) },
      ...description,
    },
  );
}

/** A larger maximum only excludes nonsense, so it is not shown. */
const maxShownNumber = 1_000_000_000;

/** Why a number is outside a range; undefined if it is inside. */
export function checkNumber(value: number, range: NumberRange): string | undefined {
  if (range.fractions !== true && !Number.isInteger(value)) return `${value} is not a whole number`;
  if (value < range.from) return `${value} is less than ${range.from}`;
  return value > range.to ? `${value} is more than ${range.to}` : undefined;
}

export function defineFlag(description: ScalarDescription): Field<boolean> {
  return describeField(v.boolean(), { allowed: "true or false", ...description });
}

export function defineChoice<const TWord extends string>(
  words: readonly TWord[],
  description: ScalarDescription,
): Field<TWord> {
  return describeField(
    parseWith(v.string(), (value) => {
      const found = words.find((word) => word === value);
      if (found !== undefined) return { value: found };
      const meant = findClosestMatch(value, words);
      return reject({ reason: `unknown value ${quoteValue(value)}`, ...(meant === undefined ? {} : { write: meant }) });
    }),
    { allowed: joinWords(words, "or"), json: { enum: words }, ...description },
  );
}
