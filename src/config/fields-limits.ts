import { capacityRange } from "../aws-facts/field-ranges";
import type { Limits } from "./config";
import { type Field, described } from "./field";
import { number } from "./leaf-fields";
import { section } from "./section";

/** The keys of every pair of limits. */
export const limitsEntries = {
  min: number(capacityRange, {
    title: "Smallest instance count",
    otherNames: ["minimum", "mincapacity", "mininstances"],
    description: "At least so many instances are in service.",
    example: "1",
  }),
  max: number(capacityRange, {
    title: "Largest instance count",
    otherNames: ["maximum", "maxcapacity", "maxinstances"],
    description: "At most so many instances are in service.",
    example: "2",
  }),
};

/** A pair of limits. */
export function limits(
  title: string,
  description: string,
  otherNames: readonly string[] = [],
): Field<Limits> {
  return described(section(limitsEntries), {
    title,
    description,
    allowed: "the keys min and max",
    example: "{ min: 1, max: 2 }",
    otherNames,
  });
}
