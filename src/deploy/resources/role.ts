import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
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
 * A separate path, so that a policy can name the roles of this program and no others. Roles of versions without it keep
 * theirs: another path would replace the role, and with it model and fleet.
 */
const rolePath = "/inference-timetable/";

/**
 * The role of the plan, or a new one with the plan's statements.
 *
 * A changed policy is created beside the old one, which the engine deletes last: until then the fleet in service needs
 * its old permissions, to start one more instance or for a rollback.
 */
export function createRole(plan: RoleInputs, component: EndpointComponent): ExecutionRole {
  if ("arn" in plan) return { arn: plan.arn, readiness: [] };
  const name = resourceNames.role(component.plan.name);
  const { permissionsBoundaryArn: permissionsBoundary, statements } = plan;
  const role = new iam.Role(
    name,
    {
      path: rolePath,
      assumeRolePolicy: getCallerIdentityOutput({}, { parent: component }).accountId.apply(formatTrust),
      ...(permissionsBoundary === undefined ? {} : { permissionsBoundary }),
      tags: component.plan.tags,
    },
    { parent: component, ignoreChanges: ["path"] },
  );
  const policy = new iam.RolePolicy(
    name,
    { role: role.name, policy: pulumi.output(statements).apply(formatPolicy) },
    { parent: component, replaceOnChanges: ["policy"] },
  );
  return { arn: role.arn, readiness: [policy] };
}

/**
 * Lets SageMaker assume the role, and only for this account: nobody can have it use the role from another one.
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/security-confused-deputy-prevention.html
 */
function formatTrust(accountId: string): string {
  return formatPolicy([
    {
      Effect: "Allow",
      Action: "sts:AssumeRole",
      Principal: { Service: "sagemaker.amazonaws.com" },
      Condition: { StringEquals: { "aws:SourceAccount": accountId } },
    },
  ]);
}

function formatPolicy(statements: readonly object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}
