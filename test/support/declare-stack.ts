import type { PreparedStack } from "../../src/deploy/preflight/prepare-stack";
import * as deploy from "../../src/deploy/resources";

/** Declares every plan of a stack, with the calls of index.ts, which runs as soon as it is loaded. */
export function declareStack({ plans, ...run }: PreparedStack): void {
  const components = plans.map((plan) => new deploy.EndpointComponent(plan.name, { plan, ...run }));
  const variants = components.flatMap((component) => {
    const { plan } = component;
    if ("existing" in plan) return [];
    const model = deploy.createModel(plan.model, deploy.createRole(plan.role, component), component);
    return [{ owner: "variantOf" in plan ? plan.variantOf : plan.name, plan, model, component }];
  });
  for (const component of components) {
    const { plan } = component;
    if ("variantOf" in plan) continue;
    if ("existing" in plan) {
      scale(deploy.useExistingEndpoint(plan.existing, component), component);
      continue;
    }
    const own = variants.filter(({ owner }) => owner === plan.name);
    const configuration = deploy.createEndpointConfiguration(plan.configuration, own, component);
    const endpoint = deploy.createEndpoint(plan, configuration, own, component);
    for (const variant of own) scale(endpoint, variant.component);
  }
}

function scale(endpoint: deploy.ScaledEndpoint, component: deploy.EndpointComponent): void {
  const { plan } = component;
  const target = deploy.createScalableTarget(plan.target, endpoint, component);
  const steps = deploy.createStepScaling(plan.stepPolicies, target, endpoint, component);
  const tracking = deploy.createTargetTracking(plan.targetTracking, target, endpoint, component);
  const actions = deploy.createScheduledActions(plan.scheduledActions, target, component);
  deploy.createMonitoring(plan.monitoring, endpoint, component);
  component.finish(endpoint, { target, policies: [...steps, ...tracking], actions });
}
