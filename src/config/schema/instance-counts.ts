import * as v from "valibot";
import { capacityRange } from "../../aws/facts";
import type { Limits } from "../../timetable";
import { quoteValue } from "../text";
import {
  type BaseDescription,
  checkNumber,
  defineNumber,
  defineSection,
  describeField,
  type Field,
  type ParseResult,
  parseWith,
  reject,
} from "./fields";
import type { CapacitySize } from "./stack-config";

export const limitsEntries = {
  min: defineNumber(capacityRange, {
    title: "Minimum",
    otherNames: ["minimum", "mincapacity", "mininstances"],
    description: "The fewest instances in service; for component copies, for serverless provisioned concurrency.",
    example: "1",
  }),
  max: defineNumber(capacityRange, {
    title: "Maximum",
    otherNames: ["maximum", "maxcapacity", "maxinstances"],
    description: "The most instances in service; for component copies, for serverless provisioned concurrency.",
    example: "2",
  }),
};

export function defineLimits(title: string, description: string, otherNames: readonly string[] = []): Field<Limits> {
  return describeField(defineSection(limitsEntries), {
    title,
    description,
    allowed: "the keys min and max",
    example: "{ min: 1, max: 2 }",
    otherNames,
  });
}

const numberOrText = v.union([v.number(), v.string()]);
const percentForm = /^([+-]?)(\d{1,4})%$/;

/** A part of a fleet: a number of instances, or a percentage such as `"10%"`. */
export function defineCapacitySize(
  { from, to }: { readonly from: number; readonly to: number },
  description: BaseDescription,
): Field<CapacitySize> {
  return describeField(
    parseWith(numberOrText, (value): ParseResult<CapacitySize> => {
      if (typeof value === "number") {
        const reason = checkNumber(value, { from: 1, to: Number.MAX_SAFE_INTEGER });
        return reason === undefined ? { value: { type: "instances", value } } : reject({ reason });
      }
      const [, sign, digits] = percentForm.exec(value.trim()) ?? [];
      if (digits === undefined) return reject(explainInvalidAmount(value));
      const percent = Number(digits);
      return sign === "-" || percent < from || percent > to
        ? reject({ reason: `${quoteValue(value)} is not between ${from}% and ${to}%` })
        : { value: { type: "percent", value: percent } };
    }),
    { allowed: `a number of instances, or ${from}% to ${to}%`, ...description },
  );
}

type RelativeChange = { readonly instances: number } | { readonly percent: number };

/** How a step changes the instance count: by instances, or by a percentage such as `"10%"`. */
export function defineCapacityChange(description: BaseDescription): Field<RelativeChange> {
  return describeField(
    parseWith(numberOrText, (value): ParseResult<RelativeChange> => {
      if (typeof value === "string") return parsePercentChange(value);
      if (value === 0) return reject({ reason: "0 changes nothing" });
      return Number.isInteger(value)
        ? { value: { instances: value } }
        : reject({ reason: `${value} is not a whole number` });
    }),
    {
      allowed: "a whole number such as 1 or -1, or a percentage of the current count such as 10% or -10%",
      ...description,
    },
  );
}

function parsePercentChange(text: string): ParseResult<{ readonly percent: number }> {
  const [, sign, digits] = percentForm.exec(text.trim()) ?? [];
  if (digits === undefined) return reject(explainInvalidAmount(text));
  const percent = Number(digits) * (sign === "-" ? -1 : 1);
  return percent === 0 ? reject({ reason: `${quoteValue(text)} changes nothing` }) : { value: { percent } };
}

function explainInvalidAmount(text: string) {
  const bare = text.trim();
  const reason = `${quoteValue(text)} is not a number or a percentage`;
  if (/^[+-]?\d{1,9}$/.test(bare))
    return { reason: `${quoteValue(text)} is text, not a number`, write: String(Number(bare)) };
  const [, digits] = /^([+-]?\d{1,4})(?:\.0+)? *(?:%|percent|per cent|pct)$/i.exec(bare) ?? [];
  return { reason, ...(digits === undefined ? {} : { write: `${Number(digits)}%` }) };
}
