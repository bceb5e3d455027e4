import * as v from "valibot";
import { hourlyPriceUsdField, instanceTypeField, variantNameField } from "./endpoint-configuration-sections";
import { defineFlag, defineSection, defineText, describeField, type Field, omitUndefined } from "./fields";
import type { ExistingEndpoint } from "./stack-config";

const entries = {
  existing: defineText({
    title: "Existing endpoint",
    otherNames: ["name", "endpointname"],
    description: "Name of the AWS endpoint, which something else creates and deploys.",
    allowed: "an endpoint name",
    example: "fraud-2024",
  }),
  variant: v.exactOptional(variantNameField, "AllTraffic"),
  instanceType: v.exactOptional(instanceTypeField),
  hourlyPriceUsd: hourlyPriceUsdField,
  async: v.exactOptional(
    defineFlag({
      title: "Asynchronous",
      description: "Whether the endpoint is asynchronous: then it has other metrics, and min may be 0.",
      example: "true",
    }),
    false,
  ),
  adopt: v.exactOptional(
    defineFlag({
      title: "Adopt",
      otherNames: ["import"],
      description: "Import the scalable target that the variant already has; its tags stay.",
      example: "true",
    }),
    false,
  ),
};

/** An endpoint that something else creates, instead of a model and a variant. */
export const existingEndpointSection: Field<ExistingEndpoint> = describeField(
  v.pipe(
    defineSection(entries),
    v.transform(({ existing, variant, instanceType, hourlyPriceUsd, async, adopt }) => ({
      name: existing,
      variant: omitUndefined({ name: variant, instanceType, hourlyPriceUsd }),
      async,
      adopt,
    })),
  ),
  {
    title: "Existing endpoint",
    description: "An endpoint that already exists, instead of model and variant: it is only scaled, never changed.",
    allowed: "a map with the key existing",
    example: "{ existing: fraud-2024, variant: AllTraffic }",
  },
);
