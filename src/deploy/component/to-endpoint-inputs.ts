import * as pulumi from "@pulumi/pulumi";
import type { EndpointConfig, ManagedEndpointConfig } from "../../config/schema";
import { omitUndefined } from "../../config/schema/fields";
import { type EndpointPlan, type ManagedEndpointPlan, planRoleStatements, type VariantPlan } from "../../plan/endpoint";
import type { EndpointInputs, RoleInputs } from "../resources";
import { listMarks, type MarkedInputs, replaceMarks } from "./marked-inputs";

type RoleConfig = Parameters<typeof planRoleStatements>[1];

/** Puts the Outputs of the args in place of their marks in the plan. */
export function toEndpointInputs(
  plan: Exclude<EndpointPlan, VariantPlan>,
  config: EndpointConfig | undefined,
  inputs: MarkedInputs,
): EndpointInputs {
  const replace = <T>(part: T): T => replaceMarks(part, inputs, (mark) => inputs.get(mark)?.input) as T;
  const { monitoring } = plan;
  const replaced =
    monitoring === undefined ? {} : { monitoring: { ...monitoring, notify: replace(monitoring.notify) } };
  if ("existing" in plan) return { ...plan, ...replaced };
  const { model, configuration, deployment } = plan;
  return {
    ...plan,
    ...replaced,
    role: toRoleInputs(plan, config, inputs),
    model: replace(model),
    configuration: replace(configuration),
    ...(deployment === undefined ? {} : { deployment: replace(deployment) }),
  };
}

/** The statements of a role are made of parts of texts, so they are planned once these are known. */
function toRoleInputs(
  { name, role }: ManagedEndpointPlan,
  config: EndpointConfig | undefined,
  inputs: MarkedInputs,
): RoleInputs {
  const replaced = replaceMarks(role, inputs, (mark) => inputs.get(mark)?.input) as RoleInputs;
  if ("arn" in role || config === undefined || "endpoint" in config) return replaced;
  const read = dropUnreadTexts(config);
  const marks = listMarks(read, inputs);
  if (marks.length === 0) return replaced;
  const texts = pulumi.output(Object.fromEntries(marks.map((mark) => [mark, inputs.get(mark)?.input])));
  const statements = texts.apply((known: Readonly<Record<string, unknown>>) =>
    planRoleStatements(name, replaceMarks(read, inputs, (mark) => known[mark]) as typeof read),
  );
  return { ...replaced, statements };
}

/** What a role depends on: a variable or a subnet that is not known yet leaves the role known. */
function dropUnreadTexts({ model, dataCapture, async, deployment }: ManagedEndpointConfig): RoleConfig {
  const { vpc } = model;
  const containers = model.containers.map((container) => ({ ...container, environment: {} }));
  return omitUndefined({
    model: omitUndefined({ ...model, containers, vpc: vpc && { subnetIds: [], securityGroupIds: [] } }),
    dataCapture,
    async,
    deployment: deployment && { ...deployment, rollbackAlarms: deployment.rollbackAlarms.map(() => "") },
  });
}
