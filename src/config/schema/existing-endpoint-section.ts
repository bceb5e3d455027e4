import * as v from "valibot";
import {
  acceleratorsPerCopyRange,
  type CapacityUnit,
  serverlessConcurrencyRange,
  serverlessMemoryGbRange,
} from "../../aws/facts";
import { hourlyPriceUsdField, instanceTypeField, variantNameField } from "./endpoint-configuration-sections";
import {
  defineFlag,
  defineNumber,
  defineSection,
  defineText,
  describeField,
  type Field,
  omitUndefined,
} from "./fields";
import type { ExistingEndpoint } from "./stack-config";

/** The sections of a stack file that have what something else creates, by what its limits count. */
export const existingSectionKeys = {
  instances: "endpoint",
  copies: "component",
  concurrency: "serverless",
} as const satisfies Record<CapacityUnit, string>;

const defineAdopt = (owner: string) =>
  v.exactOptional(
    defineFlag({
      title: "Adopt",
      otherNames: ["import"],
      description: `Import the scalable target that the ${owner} already has; its tags stay.`,
      example: "true",
    }),
    false,
  );

const defineExistingEndpoint = (example: string) =>
  defineText({
    title: "Existing endpoint",
    otherNames: ["name", "endpointname"],
    description: "Name of the AWS endpoint, which something else creates and deploys.",
    allowed: "an endpoint name",
    example,
  });

/** An endpoint that something else creates, instead of a model and a variant. */
export const existingEndpointSection: Field<ExistingEndpoint> = describeField(
  v.pipe(
    defineSection({
      existing: defineExistingEndpoint("fraud-2024"),
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
      adopt: defineAdopt("variant"),
    }),
    v.transform(({ existing, variant, instanceType, hourlyPriceUsd, async, adopt }): ExistingEndpoint => ({
      name: existing,
      unit: "instances",
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

/** An inference component that something else creates. Its limits are copies. */
export const componentSection: Field<ExistingEndpoint> = describeField(
  v.pipe(
    defineSection({
      existing: defineText({
        title: "Existing inference component",
        otherNames: ["name", "componentname", "inferencecomponentname"],
        description: "Name of the inference component, which something else creates and deploys.",
        allowed: "the name of an inference component",
        example: "llama-70b",
      }),
      endpoint: v.exactOptional(
        defineText({
          title: "Host endpoint",
          otherNames: ["endpointname", "host"],
          description:
            "Name of the AWS endpoint that hosts the component. Components with the same endpoint share its instances in reports. Absent: instances are counted for this component alone.",
          allowed: "an endpoint name",
          example: "llm-host",
        }),
      ),
      acceleratorsPerCopy: v.exactOptional(
        defineNumber(
          { ...acceleratorsPerCopyRange },
          {
            title: "Accelerators per copy",
            otherNames: ["accelerators", "gpus", "gpuspercopy", "numberofacceleratordevicesrequired"],
            description: "Accelerators that each copy reserves. Absent: no instances and no cost are shown.",
            example: "4",
          },
        ),
      ),
      instanceType: v.exactOptional(instanceTypeField),
      hourlyPriceUsd: hourlyPriceUsdField,
      adopt: defineAdopt("component"),
    }),
    v.transform(({ existing, endpoint, instanceType, hourlyPriceUsd, acceleratorsPerCopy, adopt }): ExistingEndpoint =>
      omitUndefined({
        name: existing,
        unit: "copies" as const,
        variant: omitUndefined({ name: "", instanceType, hourlyPriceUsd }),
        async: false,
        adopt,
        hostEndpoint: endpoint,
        acceleratorsPerCopy,
      }),
    ),
  ),
  {
    title: "Existing inference component",
    otherNames: ["inferencecomponent", "inference-component", "inference_component"],
    description:
      "An inference component that already exists, instead of model and variant: min and max are its copies, and min may be 0.",
    allowed: "a map with the key existing",
    example: "{ existing: llama-70b, acceleratorsPerCopy: 4 }",
  },
);

/** A serverless endpoint that something else creates. Its limits are provisioned concurrency. */
export const serverlessSection: Field<ExistingEndpoint> = describeField(
  v.pipe(
    defineSection({
      existing: defineExistingEndpoint("classify"),
      variant: v.exactOptional(variantNameField, "AllTraffic"),
      memoryGb: v.exactOptional(
        defineNumber(serverlessMemoryGbRange, {
          title: "Memory",
          description: "Memory of the endpoint in GB, which a run compares with AWS. Absent: not compared.",
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
    }),
    v.transform(({ existing, variant, hourlyPriceUsd, memoryGb, maxConcurrency, adopt }): ExistingEndpoint =>
      omitUndefined({
        name: existing,
        unit: "concurrency" as const,
        variant: omitUndefined({ name: variant, hourlyPriceUsd }),
        async: false,
        adopt,
        memoryGb,
        maxConcurrency,
      }),
    ),
  ),
  {
    title: "Existing serverless endpoint",
    otherNames: ["serverlessendpoint", "serverlessinference"],
    description:
      "A serverless endpoint that already exists, instead of model and variant: min and max are its provisioned concurrency.",
    allowed: "a map with the keys existing and maxConcurrency",
    example: "{ existing: classify, maxConcurrency: 50 }",
  },
);
