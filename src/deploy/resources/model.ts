import * as sagemaker from "@pulumi/aws/sagemaker";
import * as pulumi from "@pulumi/pulumi";
import { type ContainerPlan, type ManagedEndpointPlan, resourceNames } from "../../plan/endpoint";
import { createRole } from "./role";

/**
 * The Model, with its role. A change makes a new model under a new random name beside the old one.
 *
 * In:     `environmentIsSecret`: the stack file encrypts something, so that environment variables are to
 *         stay encrypted in the state and hidden in previews
 * Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateModel.html
 */
export function createModel(
  plan: ManagedEndpointPlan,
  environmentIsSecret: boolean,
  parent: pulumi.Resource,
): sagemaker.Model {
  const role = createRole(plan, parent);
  const { enableNetworkIsolation, vpcConfig } = plan.model;
  const containers = plan.model.containers.map(
    environmentIsSecret ? hideEnvironment : keepContainer,
  );
  const [only, ...more] = containers;
  return new sagemaker.Model(
    resourceNames.model(plan.name),
    {
      executionRoleArn: role.arn,
      ...(only !== undefined && more.length === 0 ? { primaryContainer: only } : { containers }),
      enableNetworkIsolation,
      ...(vpcConfig === undefined
        ? {}
        : {
            vpcConfig: {
              subnets: [...vpcConfig.subnets],
              securityGroupIds: [...vpcConfig.securityGroupIds],
            },
          }),
      tags: plan.tags,
    },
    { parent, dependsOn: [...role.readiness] },
  );
}

function hideEnvironment({ environment, ...container }: ContainerPlan): ContainerArgs {
  return environment === undefined
    ? container
    : { ...container, environment: pulumi.secret(environment) };
}

function keepContainer(container: ContainerPlan): ContainerArgs {
  return container;
}

type ContainerArgs = Omit<ContainerPlan, "environment"> & {
  readonly environment?: pulumi.Input<Readonly<Record<string, string>>>;
};
