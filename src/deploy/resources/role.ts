import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { resourceNames } from "../../plan/endpoint";
import type { EndpointComponent } from "./endpoint-component";
import type { RoleInputs } from "./endpoint-inputs";

/** The role that the model runs under. */
export interface ExecutionRole {
  readonly arn: pulumi.Input<string>;
  /** What must exist before a model takes the role on. */
  readonly readiness: readonly pulumi.Resource[];
}

/**
 * The role of the plan, or a new one with the plan's statements.
 *
 * A changed policy is created beside the old one, which the engine deletes last: until then the fleet in service needs
 * its old permissions, to start one more instance or for a rollback.
 */
export function createRole(plan: RoleInputs, component: EndpointComponent): ExecutionRole {
  if ("arn" in plan) return { arn: plan.arn, readiness: [] };
  const name = resourceNames.role(component.plan.name);
  const role = new iam.Role(
    name,
    { assumeRolePolicy: formatPolicy([sageMakerTrust]), tags: component.plan.tags },
    { parent: component },
  );
  const policy = new iam.RolePolicy(
    name,
    { role: role.name, policy: pulumi.output(plan.statements).apply(formatPolicy) },
    { parent: component, replaceOnChanges: ["policy"] },
  );
  return { arn: role.arn, readiness: [policy] };
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html */
const sageMakerTrust = { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "sagemaker.amazonaws.com" } };

function formatPolicy(statements: readonly object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}
