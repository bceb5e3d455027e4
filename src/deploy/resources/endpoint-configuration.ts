import * as sagemaker from "@pulumi/aws/sagemaker";
import type * as pulumi from "@pulumi/pulumi";
import { type ManagedEndpointPlan, resourceNames } from "../../plan/endpoint";

/**
 * The EndpointConfiguration: a new one under a new random name for each change, the old one goes last.
 *
 * A fixed name would delete the live configuration when a failed update is taken back. The initial
 * count is that of the moment and no difference by itself; a new configuration gets the present one,
 * because `ignoreChanges` is not applied when a resource is replaced.
 *
 * Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateEndpointConfig.html
 *         https://www.pulumi.com/docs/iac/concepts/resources/options/ignorechanges/
 */
export function createEndpointConfiguration(
  plan: ManagedEndpointPlan,
  model: sagemaker.Model,
  parent: pulumi.Resource,
): sagemaker.EndpointConfiguration {
  const { productionVariant, dataCaptureConfig, asyncInferenceConfig } = plan.configuration;
  const { routingConfigs, ...variant } = productionVariant;
  return new sagemaker.EndpointConfiguration(
    resourceNames.configuration(plan.name),
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
        : {
            dataCaptureConfig: {
              ...dataCaptureConfig,
              captureOptions: [...dataCaptureConfig.captureOptions],
            },
          }),
      ...(asyncInferenceConfig === undefined ? {} : { asyncInferenceConfig }),
      tags: plan.tags,
    },
    { parent, ignoreChanges: ["productionVariants[*].initialInstanceCount"] },
  );
}
