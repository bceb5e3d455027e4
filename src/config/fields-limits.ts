import { capacityRange } from "../aws-facts/field-ranges";
import type { Limits } from "./config";
import { type Field, describeField } from "./field";
import { defineNumber } from "./leaf-fields";
import { defineSection } from "./section";

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
