import * as sagemaker from "@pulumi/aws/sagemaker";
import * as pulumi from "@pulumi/pulumi";
import { resourceNames } from "../../plan/endpoint";
import type { EndpointComponent } from "./endpoint-component";
import type { ContainerInputs, ModelInputs } from "./endpoint-inputs";
import type { ExecutionRole } from "./role";

/**
 * The Model. A change creates a new one under a new random name beside the old one.
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateModel.html
 */
export function createModel(
  { containers, enableNetworkIsolation, vpcConfig }: ModelInputs,
  role: ExecutionRole,
  component: EndpointComponent,
): sagemaker.Model {
  const { name, tags } = component.plan;
  const shown = component.environmentIsSecret ? containers.map(hideEnvironment) : containers;
  const definitions = shown.map(toContainerArgs);
  const [only, ...more] = definitions;
  return new sagemaker.Model(
    resourceNames.model(name),
    {
      executionRoleArn: role.arn,
      ...(only !== undefined && more.length === 0 ? { primaryContainer: only } : { containers: [...definitions] }),
      enableNetworkIsolation,
      ...(vpcConfig === undefined
        ? {}
        : { vpcConfig: { subnets: toList(vpcConfig.subnets), securityGroupIds: toList(vpcConfig.securityGroupIds) } }),
      tags,
    },
    { parent: component, dependsOn: [...role.readiness] },
  );
}

/** Pulumi's lists are mutable. */
function toContainerArgs({ modelDataSource, ...container }: ContainerInputs) {
  if (modelDataSource === undefined) return container;
  return { ...container, modelDataSource: { s3DataSources: [...modelDataSource.s3DataSources] } };
}

/** Keeps environment variables encrypted in the state and hidden in previews. */
function hideEnvironment({ environment, ...container }: ContainerInputs): ContainerInputs {
  return environment === undefined ? container : { ...container, environment: pulumi.secret(environment) };
}

function toList(ids: pulumi.Input<readonly pulumi.Input<string>[]>): pulumi.Output<string[]> {
  return pulumi.output(ids).apply((list) => [...list]);
}
