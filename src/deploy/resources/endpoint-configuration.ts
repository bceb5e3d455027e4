import * as sagemaker from "@pulumi/aws/sagemaker";
import { resourceNames } from "../../plan/endpoint";
import type { EndpointComponent } from "./endpoint-component";
import type { EndpointConfigurationInputs } from "./endpoint-inputs";

/**
 * The EndpointConfiguration: a new one under a new random name for each change; the engine deletes the old one last.
 *
 * With a fixed name, undoing a failed update would delete the configuration in service. The initial count, and the
 * provisioned concurrency, is that of the moment, and a change of it alone updates nothing. A new configuration gets the current one, because the engine does not
 * apply `ignoreChanges` to a replacement.
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateEndpointConfig.html
 * @see https://www.pulumi.com/docs/iac/concepts/resources/options/ignorechanges/
 */
export function createEndpointConfiguration(
  { productionVariant, dataCaptureConfig, asyncInferenceConfig }: EndpointConfigurationInputs,
  model: sagemaker.Model,
  component: EndpointComponent,
): sagemaker.EndpointConfiguration {
  const { name, tags } = component.plan;
  const { routingConfigs, ...variant } = productionVariant;
  return new sagemaker.EndpointConfiguration(
    resourceNames.configuration(name),
    {
      productionVariants: [
        {
          ...variant,
          modelName: model.name,
          ...(routingConfigs === undefined ? {} : { routingConfigs: [...routingConfigs] }),
        },
      ],
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
        ...(variant.serverlessConfig === undefined
          ? []
          : ["productionVariants[*].serverlessConfig.provisionedConcurrency"]),
      ],
    },
  );
}
