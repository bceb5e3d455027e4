import * as iam from "@pulumi/aws/iam";
import type * as pulumi from "@pulumi/pulumi";
import { type ManagedEndpointPlan, resourceNames } from "../../plan/endpoint";

/** The role that the model runs under. */
export interface ExecutionRole {
  readonly arn: pulumi.Input<string>;
  /** What must be there before anything takes the role on. */
  readonly readiness: readonly pulumi.Resource[];
}

/**
 * The role: the one named in the plan, or a new one with the plan's statements.
 *
 * A changed policy is made beside the old one, which goes when all else is done: until then the fleet
 * in service still needs what it was allowed, to start one more instance or to be returned to.
 */
export function createRole(plan: ManagedEndpointPlan, parent: pulumi.Resource): ExecutionRole {
  if ("arn" in plan.role) return { arn: plan.role.arn, readiness: [] };
  const name = resourceNames.role(plan.name);
  const role = new iam.Role(
    name,
    { assumeRolePolicy: formatPolicy([sageMakerTrust]), tags: plan.tags },
    { parent },
  );
  const policy = new iam.RolePolicy(
    name,
    { role: role.name, policy: formatPolicy(plan.role.statements) },
    { parent, replaceOnChanges: ["policy"] },
  );
  return { arn: role.arn, readiness: [policy] };
}

/** Source: https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html */
const sageMakerTrust = {
  Effect: "Allow",
  Action: "sts:AssumeRole",
  Principal: { Service: "sagemaker.amazonaws.com" },
};

function formatPolicy(statements: readonly object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}
