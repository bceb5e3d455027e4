import * as v from "valibot";
import { capacityRange } from "../../aws/facts";
import type { Limits } from "../../timetable";
import { quoteValue } from "../text";
import {
  checkNumber,
  defineNumber,
  defineSection,
  describeField,
  type Field,
  type FieldDescription,
  type ParseResult,
  parseWith,
  reject,
} from "./fields";
import type { CapacitySize } from "./stack-config";

/** The keys of every pair of limits. */
export const limitsEntries = {
  min: defineNumber(capacityRange, {
    title: "Smallest instance count",
    otherNames: ["minimum", "mincapacity", "mininstances"],
    description: "At least so many instances are in service.",
    example: "1",
  }),
  max: defineNumber(capacityRange, {
    title: "Largest instance count",
    otherNames: ["maximum", "maxcapacity", "maxinstances"],
    description: "At most so many instances are in service.",
    example: "2",
  }),
};

/** A pair of limits. */
export function defineLimits(
  title: string,
  description: string,
  otherNames: readonly string[] = [],
): Field<Limits> {
  return describeField(defineSection(limitsEntries), {
    title,
    description,
    allowed: "the keys min and max",
    example: "{ min: 1, max: 2 }",
    otherNames,
  });
}

type AmountDescription = Omit<FieldDescription, "allowed" | "json">;

const numberOrText = v.union([v.number(), v.string()]);
const percentForm = /^([+-]?)(\d{1,4})%$/;

/** Percentages from `from` to `to`, both included. */
export interface PercentRange {
  readonly from: number;
  readonly to: number;
}

/** A part of a fleet: a number of instances, or `"10%"`. */
export function defineCapacitySize(
  percents: PercentRange,
  description: AmountDescription,
): Field<CapacitySize> {
  const range = `${percents.from}% to ${percents.to}%`;
  return describeField(
    parseWith(numberOrText, (value): ParseResult<CapacitySize> => {
      if (typeof value === "number") {
        const reason = checkNumber(value, { from: 1, to: Number.MAX_SAFE_INTEGER });
        return reason === undefined ? { value: { type: "instances", value } } : reject({ reason });
      }
      const [, sign, digits] = percentForm.exec(value.trim()) ?? [];
      if (digits === undefined) return reject(explainInvalidAmount(value));
      const percent = Number(digits);
      return sign === "-" || percent < percents.from || percent > percents.to
        ? reject({
            reason: `${quoteValue(value)} is not between ${percents.from}% and ${percents.to}%`,
          })
        : { value: { type: "percent", value: percent } };
    }),
    { allowed: `a number of instances, or ${range}`, ...description },
  );
}

/** A change that counts from the present count. */
export type RelativeChange = { readonly instances: number } | { readonly percent: number };

/** How a step changes the count: by instances, or by `"10%"` of the present count. */
export function defineCapacityChange(description: AmountDescription): Field<RelativeChange> {
  return describeField(
    parseWith(numberOrText, (value): ParseResult<RelativeChange> => {
      if (typeof value === "string") return parsePercentChange(value);
      if (value === 0) return reject({ reason: "0 changes nothing" });
      return Number.isInteger(value)
        ? { value: { instances: value } }
        : reject({ reason: `${value} is not a whole number` });
    }),
    {
      allowed:
        "a number of instances such as 1 or -1, or a part of the present count such as 10% or -10%",
      ...description,
    },
  );
}

function parsePercentChange(text: string): ParseResult<{ readonly percent: number }> {
  const [, sign, digits] = percentForm.exec(text.trim()) ?? [];
  if (digits === undefined) return reject(explainInvalidAmount(text));
  const percent = Number(digits) * (sign === "-" ? -1 : 1);
  return percent === 0
    ? reject({ reason: `${quoteValue(text)} changes nothing` })
    : { value: { percent } };
}

function explainInvalidAmount(text: string) {
  const bare = text.trim();
  const reason = `${quoteValue(text)} is neither a number nor a percentage`;
  if (/^[+-]?\d{1,9}$/.test(bare))
    return { reason: `${quoteValue(text)} is text, not a number`, write: String(Number(bare)) };
  const [, digits] = /^([+-]?\d{1,4})(?:\.0+)? *(?:%|percent|per cent|pct)$/i.exec(bare) ?? [];
  return { reason, ...(digits === undefined ? {} : { write: `${Number(digits)}%` }) };
}
