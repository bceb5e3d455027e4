import type { ScheduledAction } from "@pulumi/aws/appautoscaling";
import { createEndpoint, type ScaledEndpoint, useExistingEndpoint } from "./endpoint";
import type { EndpointComponent, EndpointOutputs } from "./endpoint-component";
import { createEndpointConfiguration } from "./endpoint-configuration";
import type { EndpointInputs, ManagedEndpointInputs } from "./endpoint-inputs";
import { createModel } from "./model";
import { createMonitoring } from "./monitoring";
import { createRole } from "./role";
import { createScalableTarget } from "./scalable-target";
import { createScheduledActions } from "./scheduled-actions";
import { createStepScaling } from "./step-scaling";
import { createTargetTracking } from "./target-tracking";

/** What a component makes of its plan. */
export interface CreatedEndpoint extends EndpointOutputs {
  readonly actions: readonly ScheduledAction[];
}

/** Creates the resources of one endpoint for other programs: the calls of index.ts, in the same order. */
export function createEndpointResources(plan: EndpointInputs, component: EndpointComponent): CreatedEndpoint {
  const endpoint =
    "existing" in plan ? useExistingEndpoint(plan.existing, component) : createManagedEndpoint(plan, component);
  const target = createScalableTarget(plan.target, endpoint, component);
  const steps = createStepScaling(plan.stepPolicies, target, endpoint, component);
  const tracking = createTargetTracking(plan.targetTracking, target, endpoint, component);
  const actions = createScheduledActions(plan.scheduledActions, target, component);
  createMonitoring(plan.monitoring, endpoint, component);
  const scaling = { target, policies: [...steps, ...tracking], actions };
  return { ...component.finish(endpoint, scaling), actions };
}

function createManagedEndpoint(plan: ManagedEndpointInputs, component: EndpointComponent): ScaledEndpoint {
  const role = createRole(plan.role, component);
  const model = createModel(plan.model, role, component);
  const variants = [{ plan, model, component }];
  const configuration = createEndpointConfiguration(plan.configuration, variants, component);
  return createEndpoint(plan, configuration, variants, component);
}
