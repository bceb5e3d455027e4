import * as v from "valibot";
import { serverlessConcurrencyRange, serverlessMemoryGbRange } from "../../aws/facts";
import { variantNameField } from "./endpoint-configuration-sections";
import { defineAdopt, defineExistingEndpoint } from "./existing-endpoint-section";
import {
  defineNumber,
  defineSection,
  describeField,
  type Entries,
  type Field,
  omitUndefined,
  type SectionOutput,
} from "./fields";
import type { ExistingEndpoint, VariantConfig } from "./stack-config";

const serverlessEntries = {
  existing: v.exactOptional(defineExistingEndpoint("classify")),
  variant: v.exactOptional(variantNameField, "AllTraffic"),
  memoryGb: v.exactOptional(
    defineNumber(serverlessMemoryGbRange, {
      title: "Memory",
      description:
        "Memory of the endpoint in GB. Required with model; with existing, a run compares it with AWS. Absent: not compared.",
      example: "4",
    }),
  ),
  maxConcurrency: defineNumber(serverlessConcurrencyRange, {
    title: "Maximum concurrency",
    description: "MaxConcurrency of the endpoint: its provisioned concurrency, and so every max, is at most this.",
    example: "50",
  }),
  hourlyPriceUsd: v.exactOptional(
    defineNumber(
      { from: 0, to: 1e15, fractions: true },
      {
        title: "Hourly price",
        description: "US dollars per hour for one unit of provisioned concurrency. Absent: no cost is shown.",
        example: "0.065",
      },
    ),
  ),
  adopt: defineAdopt("variant"),
} satisfies Entries;

/** A serverless endpoint that something else creates, or the variant of one that this program creates. */
export const serverlessSection: Field<ExistingEndpoint | VariantConfig> = describeField(
  v.pipe(
    defineSection(
      serverlessEntries,
      (_values, written) =>
        written.has("existing") || written.has("memoryGb")
          ? []
          : [
              {
                code: "missing-key",
                at: ["memoryGb"],
                message: "memoryGb is missing",
                expected: "memoryGb for an endpoint that this program creates, or existing",
                fix: "write memoryGb: 4, or existing: and the name of the endpoint",
              },
            ],
      (_values, written) =>
        written.has("adopt") && !written.has("existing")
          ? [
              {
                code: "wrong-value",
                at: ["adopt"],
                message: "adopt cannot be used without existing",
                expected: "adopt only for an endpoint that already exists",
                fix: "remove adopt, or write existing: and the name of the endpoint",
              },
            ]
          : [],
    ),
    v.transform(toExistingOrVariant),
  ),
  {
    title: "Serverless endpoint",
    otherNames: ["serverlessendpoint", "serverlessinference"],
    description:
      "A serverless endpoint: min and max are its provisioned concurrency. Instead of variant beside model; with existing, instead of both.",
    allowed: "a map with the keys memoryGb and maxConcurrency, or existing and maxConcurrency",
    example: "{ memoryGb: 4, maxConcurrency: 50 }",
  },
);

function toExistingOrVariant({
  existing,
  variant,
  hourlyPriceUsd,
  memoryGb = 0,
  maxConcurrency,
  adopt,
}: SectionOutput<typeof serverlessEntries>): ExistingEndpoint | VariantConfig {
  if (existing === undefined) {
    return omitUndefined({ name: variant, serverless: { memoryGb, maxConcurrency }, hourlyPriceUsd });
  }
  return omitUndefined({
    name: existing,
    unit: "concurrency" as const,
    variant: omitUndefined({ name: variant, hourlyPriceUsd }),
    async: false,
    adopt,
    memoryGb: memoryGb === 0 ? undefined : memoryGb,
    maxConcurrency,
  });
}
