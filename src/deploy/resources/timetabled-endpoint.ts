import * as pulumi from "@pulumi/pulumi";
import type { EndpointPlan, ManagedEndpointPlan } from "../../plan/endpoint";
import { createRecoveryHooks, type DeploymentHooks, type RecoveryHooks } from "../recovery";
import { createEndpoint, type ScaledEndpoint, useExistingEndpoint } from "./endpoint";
import { createEndpointConfiguration } from "./endpoint-configuration";
import { createModel } from "./model";
import { createMonitoring } from "./monitoring";
import { createScalableTarget } from "./scalable-target";
import { createScalingReadyMarker } from "./scaling-ready-marker";
import { createScheduledActions } from "./scheduled-actions";
import { createStepScaling } from "./step-scaling";
import { createTargetTracking } from "./target-tracking";

/** What a timetabled endpoint is made of. */
export interface TimetabledEndpointArgs {
  readonly plan: EndpointPlan;
  /** Whether environment variables are to stay encrypted in the state. Default: no. */
  readonly environmentIsSecret?: boolean;
  /**
   * Asked before an update, which waits while the endpoint is busy, and after one that was refused or rolled back.
   * Default: nothing waits, and the message says how to ask.
   */
  readonly hooks?: DeploymentHooks | undefined;
}

/**
 * The versions of the Pulumi CLI that this works with: those before 3.238.0 take the refusal of a rolled back update
 * for a warning, and delete the configuration in service; 3.243.0 does not call every hook on an error.
 * Source: https://github.com/pulumi/pulumi/blob/master/CHANGELOG.md; pulumi/pulumi pull requests 23347 and 23375
 */
const supportedPulumiVersions = ">=3.248.0";

/**
 * An endpoint whose instance count follows a timetable: a plan in, resources out.
 *
 * Out: model, endpoint configuration, endpoint, target, policies, scheduled actions and monitoring, all children of
 *      this component; an existing endpoint gets only what scales and watches it. The endpoint's name and ARN at AWS
 */
export class TimetabledEndpoint extends pulumi.ComponentResource {
  readonly endpointName: pulumi.Output<string>;
  /** Absent for an existing endpoint. */
  readonly endpointArn?: pulumi.Output<string>;

  constructor(name: string, args: TimetabledEndpointArgs, opts?: pulumi.ComponentResourceOptions) {
    const { plan, hooks: atAws } = args;
    const kept = createRecoveryHooks(plan, atAws?.scaling);
    super(
      "inference-timetable:index:TimetabledEndpoint",
      name,
      {},
      kept === undefined
        ? opts
        : { ...opts, transformations: [...(opts?.transformations ?? []), kept.onError] },
    );
    void pulumi.requirePulumiVersion(supportedPulumiVersions);

    const served = "existing" in plan ? useExistingEndpoint(plan) : this.#serve(plan, args, kept);

    const target = createScalableTarget(plan, served, this);
    const steps = createStepScaling(plan, target, served, this);
    const tracking = createTargetTracking(plan, target, served, this);
    const policies = [...steps, ...(tracking === undefined ? [] : [tracking])];
    const actions = createScheduledActions(plan, target, served, this);
    const mark = createScalingReadyMarker(plan, { target, policies, actions }, served, this);
    mark?.urn.apply(() => {
      kept?.markScalingReady();
    });
    createMonitoring(plan, served, this);

    this.endpointName = served.endpoint.name;
    const { arn } = served.endpoint;
    if (arn !== undefined) this.endpointArn = arn;
    this.registerOutputs({
      endpointName: this.endpointName,
      ...(arn === undefined ? {} : { endpointArn: arn }),
    });
  }

  #serve(
    plan: ManagedEndpointPlan,
    args: TimetabledEndpointArgs,
    kept: RecoveryHooks | undefined,
  ): ScaledEndpoint {
    const { environmentIsSecret = false, hooks: atAws } = args;
    const modelResource = createModel(plan, environmentIsSecret, this);
    const configuration = createEndpointConfiguration(plan, modelResource, this);
    return createEndpoint(plan, configuration, this, { hooks: atAws, recovery: kept });
  }
}
