import * as v from "valibot";
import { acceleratorsPerCopyRange, type CapacityUnit } from "../../aws/facts";
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
import type { ExistingEndpoint, VariantConfig } from "./stack-config";

/** The sections of a stack file that have what something else creates, by what its limits count. */
export const existingSectionKeys = {
  instances: "endpoint",
  copies: "component",
  concurrency: "serverless",
} as const satisfies Record<CapacityUnit, string>;

/** The sections that show what is scaled. */
interface ScaledSections {
  readonly endpoint?: Pick<ExistingEndpoint, "unit">;
  readonly variant?: Partial<Pick<VariantConfig, "name" | "serverless">>;
}

/** What the limits of an endpoint count. */
export function getUnit({ endpoint, variant }: ScaledSections): CapacityUnit {
  return endpoint?.unit ?? (variant?.serverless === undefined ? "instances" : "concurrency");
}

/** The section of a stack file that says what is scaled, such as `variant` or `component`. */
export function getScaledSectionKey(sections: ScaledSections): string {
  const unit = getUnit(sections);
  return sections.endpoint === undefined && unit === "instances" ? "variant" : existingSectionKeys[unit];
}

export const defineAdopt = (owner: string) =>
  v.exactOptional(
    defineFlag({
      title: "Adopt",
      otherNames: ["import"],
      description: `Import the scalable target that the ${owner} already has; its tags stay.`,
      example: "true",
    }),
    false,
  );

export const defineExistingEndpoint = (example: string) =>
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
