import * as sagemaker from "@pulumi/aws/sagemaker";
import type * as pulumi from "@pulumi/pulumi";
import type { EndpointPlan } from "../plan/endpoint";
import { names } from "./names";
import { executionRole } from "./role";

/**
 * The Model, with its role. A change makes a new model under a new random name beside the old one.
 *
 * Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateModel.html
 */
export function model(plan: EndpointPlan, parent: pulumi.Resource): sagemaker.Model {
  const role = executionRole(plan, parent);
  const { containers, enableNetworkIsolation, vpcConfig } = plan.model;
  const [only, ...more] = containers;
  return new sagemaker.Model(
    names.model(plan.name),
    {
      executionRoleArn: role.arn,
      ...(only !== undefined && more.length === 0
        ? { primaryContainer: only }
        : { containers: [...containers] }),
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
