import * as pulumi from "@pulumi/pulumi";
import { prepareStack } from "./src/deploy/preflight";
import * as deploy from "./src/deploy/resources";

// Config to plans; a wrong stack file ends the program here.
const prepared = prepareStack(pulumi.runtime.allConfig());

/** Every endpoint of Pulumi.<stack>.yaml, on its timetable. */
async function main(): Promise<Record<string, deploy.EndpointOutputs>> {
  const { plans, ...run } = await prepared;
  // Pulumi takes a stack trace for each promise of each resource, and with all frames that is a third of a large preview.
  Error.stackTraceLimit = 1;
  const components = plans.map((plan) => new deploy.EndpointComponent(plan.name, { plan, ...run }));
  const outputs: Record<string, deploy.EndpointOutputs> = {};
  const checked: Promise<void>[] = [];
  for (const { endpoint, component } of createEndpoints(components)) {
    const { plan } = component;
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

/** What each target scales: an existing endpoint, or a variant of one that is created with all its variants. */
function createEndpoints(components: readonly deploy.EndpointComponent[]) {
  const variants = components.flatMap(createVariant);
  return components.flatMap((component) => {
    const { plan } = component;
    if ("variantOf" in plan) return [];
    if ("existing" in plan) return [{ endpoint: deploy.useExistingEndpoint(plan.existing, component), component }];
    const own = variants.filter(({ owner }) => owner === plan.name);
    const configuration = deploy.createEndpointConfiguration(plan.configuration, own, component);
    const endpoint = deploy.createEndpoint(plan, configuration, own, component);
    return own.map((variant) => ({ endpoint, component: variant.component }));
  });
}

/** The Model of a variant. The first variant of an endpoint is in the entry without variantOf. */
function createVariant(component: deploy.EndpointComponent) {
  const { plan } = component;
  if ("existing" in plan) return [];
  const role = deploy.createRole(plan.role, component);
  const model = deploy.createModel(plan.model, role, component);
  return [{ owner: "variantOf" in plan ? plan.variantOf : plan.name, plan, model, component }];
}

export const endpoints = main();
