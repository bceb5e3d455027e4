import * as v from "valibot";
import {
  hourlyPriceUsdField,
  instanceTypeField,
  variantNameField,
} from "./endpoint-configuration-sections";
import {
  defineFlag,
  defineSection,
  defineText,
  describeField,
  type Field,
  omitUndefined,
} from "./fields";
import type { ExistingEndpoint } from "./stack-config";

const entries = {
  existing: defineText({
    title: "Existing endpoint",
    otherNames: ["name", "endpointname"],
    description: "Name at AWS of an endpoint that something else has made and goes on to deploy.",
    allowed: "the name of an endpoint",
    example: "fraud-2024",
  }),
  variant: v.exactOptional(variantNameField, "AllTraffic"),
  instanceType: v.exactOptional(instanceTypeField),
  hourlyPriceUsd: hourlyPriceUsdField,
  async: v.exactOptional(
    defineFlag({
      title: "Asynchronous",
      description: "Whether the endpoint is asynchronous: other metrics, and min may be 0.",
      example: "true",
    }),
    false,
  ),
  adopt: v.exactOptional(
    defineFlag({
      title: "Adopt",
      otherNames: ["import"],
      description:
        "AWS has a scalable target for the variant already: it is imported, and its tags stay.",
      example: "true",
    }),
    false,
  ),
};

/** An endpoint that something else made, in the place of a model and a variant. */
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
    description:
      "An endpoint that exists, in place of model and variant: it is scaled, and never changed otherwise.",
    allowed: "a map with the key existing",
    example: "{ existing: fraud-2024, variant: AllTraffic }",
  },
);
