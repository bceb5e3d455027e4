import * as pulumi from "@pulumi/pulumi";
import { prepareStack } from "./src/deploy/preflight";
import * as deploy from "./src/deploy/resources";
import type { ManagedEndpointPlan } from "./src/plan/endpoint";

// Config to plans; a wrong stack file ends the program here.
const prepared = prepareStack(pulumi.runtime.allConfig());

/** Every endpoint of Pulumi.<stack>.yaml, on its timetable. */
async function main(): Promise<Record<string, deploy.EndpointOutputs>> {
  const { plans, ...run } = await prepared;
  // Pulumi takes a stack trace for each promise of each resource, and with all frames that is a third of a large preview.
  Error.stackTraceLimit = 1;
  const outputs: Record<string, deploy.EndpointOutputs> = {};
  const checked: Promise<void>[] = [];
  for (const plan of plans) {
    const component = new deploy.EndpointComponent(plan.name, { plan, ...run });
    const endpoint =
      "existing" in plan
        ? deploy.useExistingEndpoint(plan.existing, component)
        : createManagedEndpoint(plan, component);
    const target = deploy.createScalableTarget(plan.target, endpoint, component);
    const steps = deploy.createStepScaling(plan.stepPolicies, target, endpoint, component);
    const tracking = deploy.createTargetTracking(plan.targetTracking, target, endpoint, component);
    const actions = deploy.createScheduledActions(plan.scheduledActions, target, component);
    deploy.createMonitoring(plan.monitoring, endpoint, component);
    const scaling = { target, policies: [...steps, ...tracking], actions };
    outputs[plan.name] = component.finish(endpoint, scaling);
    checked.push(deploy.throwIfMissing(endpoint, component));
  }
  await Promise.all(checked);
  return outputs;
}

function createManagedEndpoint(plan: ManagedEndpointPlan, component: deploy.EndpointComponent) {
  const role = deploy.createRole(plan.role, component);
  const model = deploy.createModel(plan.model, role, component);
  const configuration = deploy.createEndpointConfiguration(plan.configuration, model, component);
  return deploy.createEndpoint(plan, configuration, component);
}

export const endpoints = main();
