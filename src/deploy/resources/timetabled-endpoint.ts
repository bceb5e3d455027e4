import type * as pulumi from "@pulumi/pulumi";
import type { ManagedEndpointPlan } from "../../plan/endpoint";
import { createEndpoint, type ScaledEndpoint, useExistingEndpoint } from "./endpoint";
import { EndpointComponent, type EndpointComponentArgs } from "./endpoint-component";
import { createEndpointConfiguration } from "./endpoint-configuration";
import { createModel } from "./model";
import { createMonitoring } from "./monitoring";
import { createRole } from "./role";
import { createScalableTarget } from "./scalable-target";
import { createScheduledActions } from "./scheduled-actions";
import { createStepScaling } from "./step-scaling";
import { createTargetTracking } from "./target-tracking";

/** One endpoint on its timetable, for other programs: the calls of index.ts, in the same order. */
export class TimetabledEndpoint extends EndpointComponent {
  readonly endpointName: pulumi.Output<string>;
  /** Absent for an existing endpoint. */
  readonly endpointArn?: pulumi.Output<string>;

  constructor(name: string, args: EndpointComponentArgs, opts?: pulumi.ComponentResourceOptions) {
    super(name, args, opts);
    const { plan } = args;
    const endpoint = "existing" in plan ? useExistingEndpoint(plan.existing, this) : this.#createManagedEndpoint(plan);
    const target = createScalableTarget(plan.target, endpoint, this);
    const steps = createStepScaling(plan.stepPolicies, target, endpoint, this);
    const tracking = createTargetTracking(plan.targetTracking, target, endpoint, this);
    const actions = createScheduledActions(plan.scheduledActions, target, this);
    createMonitoring(plan.monitoring, endpoint, this);
    const scaling = { target, policies: [...steps, ...tracking], actions };
    const { name: endpointName, arn } = this.finish(endpoint, scaling);
    this.endpointName = endpointName;
    if (arn !== undefined) this.endpointArn = arn;
  }

  #createManagedEndpoint(plan: ManagedEndpointPlan): ScaledEndpoint {
    const role = createRole(plan.role, this);
    const model = createModel(plan.model, role, this);
    const configuration = createEndpointConfiguration(plan.configuration, model, this);
    return createEndpoint(plan, configuration, this);
  }
}
