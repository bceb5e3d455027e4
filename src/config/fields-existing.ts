import * as v from "valibot";
import type { ExistingEndpoint } from "./config";
import { type Field, described } from "./field";
import { hourlyPriceUsd, instanceType, variantName } from "./fields-variant";
import { flag, text } from "./leaf-fields";
import { present } from "./present";
import { section } from "./section";

const entries = {
  existing: text({
    title: "Existing endpoint",
    otherNames: ["name", "endpointname"],
    description: "Name at AWS of an endpoint that something else has made and goes on to deploy.",
    allowed: "the name of an endpoint",
    example: "fraud-2024",
  }),
  variant: v.exactOptional(variantName, "AllTraffic"),
  instanceType: v.exactOptional(instanceType),
  hourlyPriceUsd,
  async: v.exactOptional(
    flag({
      title: "Asynchronous",
      description: "Whether the endpoint is asynchronous: other metrics, and min may be 0.",
      example: "true",
    }),
    false,
  ),
  adopt: v.exactOptional(
    flag({
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
export const existingEndpoint: Field<ExistingEndpoint> = described(
  v.pipe(
    section(entries),
    v.transform(({ existing, variant, instanceType, hourlyPriceUsd, async, adopt }) => ({
      name: existing,
      variant: present({ name: variant, instanceType, hourlyPriceUsd }),
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
