import * as sagemaker from "@pulumi/aws/sagemaker";
import { resourceNames } from "../../plan/endpoint";
import type { EndpointComponent } from "./endpoint-component";
import type { EndpointConfigurationInputs, VariantInputs } from "./endpoint-inputs";

/** A production variant of an endpoint: the endpoint of the stack file that it comes from, and its Model. */
export interface CreatedVariant {
  readonly plan: Pick<VariantInputs, "configuration" | "instanceTypes">;
  readonly model: sagemaker.Model;
  readonly component: EndpointComponent;
}

/**
 * The EndpointConfiguration: a new one under a new random name for each change; the engine deletes the old one last.
 *
 * With a fixed name, undoing a failed update would delete the configuration in service. The initial count, and the
 * provisioned concurrency, is that of the moment, and a change of it alone updates nothing. A new configuration gets the
 * current one, because the engine does not apply `ignoreChanges` to a replacement.
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateEndpointConfig.html
 * @see https://www.pulumi.com/docs/iac/concepts/resources/options/ignorechanges/
 */
export function createEndpointConfiguration(
  { dataCaptureConfig, asyncInferenceConfig }: Omit<EndpointConfigurationInputs, "productionVariant">,
  variants: readonly CreatedVariant[],
  component: EndpointComponent,
): sagemaker.EndpointConfiguration {
  const { name, tags } = component.plan;
  return new sagemaker.EndpointConfiguration(
    resourceNames.configuration(name),
    {
      productionVariants: variants.map(toProductionVariant),
      ...(dataCaptureConfig === undefined
        ? {}
        : { dataCaptureConfig: { ...dataCaptureConfig, captureOptions: [...dataCaptureConfig.captureOptions] } }),
      ...(asyncInferenceConfig === undefined ? {} : { asyncInferenceConfig }),
      tags,
    },
    {
      parent: component,
      ignoreChanges: [
        "productionVariants[*].initialInstanceCount",
        ...(variants.some(({ plan }) => plan.configuration.productionVariant.serverlessConfig !== undefined)
          ? ["productionVariants[*].serverlessConfig.provisionedConcurrency"]
          : []),
      ],
    },
  );
}

function toProductionVariant({ plan, model }: CreatedVariant) {
  const { routingConfigs, ...variant } = plan.configuration.productionVariant;
  return {
    ...variant,
    modelName: model.name,
    ...(routingConfigs === undefined ? {} : { routingConfigs: [...routingConfigs] }),
  };
}
