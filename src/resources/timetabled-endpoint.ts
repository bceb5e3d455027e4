import * as pulumi from "@pulumi/pulumi";
import type { EndpointPlan } from "../plan/endpoint";
import type { TimetabledPlan } from "../plan/timetabled";
import { arrival } from "./arrival";
import { endpoint, type EndpointAtAws, type ServedEndpoint } from "./endpoint";
import { endpointConfiguration } from "./endpoint-configuration";
import { existingEndpoint } from "./existing-endpoint";
import { type KeptScaling, keptScaling } from "./kept-scaling";
import { model } from "./model";
import { scalingMark } from "./scaling-mark";
import { scalableTarget } from "./scalable-target";
import { scheduledActions } from "./scheduled-actions";
import { stepScaling } from "./step-scaling";
import { targetTracking } from "./target-tracking";

/** What a timetabled endpoint is made of. */
export interface TimetabledEndpointArgs {
  readonly plan: TimetabledPlan;
  /** Whether environment variables are to stay encrypted in the state. Default: no. */
  readonly environmentIsSecret?: boolean;
  /**
   * Asked before an update, which waits while the endpoint is busy, and after one that was refused or rolled back.
   * Default: nothing waits, and the message says how to ask.
   */
  readonly atAws?: EndpointAtAws | undefined;
}

/**
 * The versions of the Pulumi CLI that this works with: those before 3.238.0 take the refusal of a rolled back update
 * for a warning, and delete the configuration in service; 3.243.0 does not call every hook on an error.
 * Source: https://github.com/pulumi/pulumi/blob/master/CHANGELOG.md; pulumi/pulumi pull requests 23347 and 23375
 */
const pulumiVersions = ">=3.248.0";

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
    const { plan, atAws } = args;
    const kept = keptScaling(plan, atAws?.scaling);
    super(
      "inference-timetable:index:TimetabledEndpoint",
      name,
      {},
      kept === undefined
        ? opts
        : { ...opts, transformations: [...(opts?.transformations ?? []), kept.onError] },
    );
    void pulumi.requirePulumiVersion(pulumiVersions);

    const served = "existing" in plan ? existingEndpoint(plan) : this.#serve(plan, args, kept);

    const target = scalableTarget(plan, served, this);
    const steps = stepScaling(plan, target, served, this);
    const tracking = targetTracking(plan, target, served, this);
    const policies = [...steps, ...(tracking === undefined ? [] : [tracking])];
    const actions = scheduledActions(plan, target, served, this);
    const mark = scalingMark(plan, { target, policies, actions }, served, this);
    mark?.urn.apply(() => {
      kept?.through();
    });
    arrival(plan, served, this);

    this.endpointName = served.endpoint.name;
    const { arn } = served.endpoint;
    if (arn !== undefined) this.endpointArn = arn;
    this.registerOutputs({
      endpointName: this.endpointName,
      ...(arn === undefined ? {} : { endpointArn: arn }),
    });
  }

  #serve(
    plan: EndpointPlan,
    args: TimetabledEndpointArgs,
    kept: KeptScaling | undefined,
  ): ServedEndpoint {
    const { environmentIsSecret = false, atAws } = args;
    const modelResource = model(plan, environmentIsSecret, this);
    const configuration = endpointConfiguration(plan, modelResource, this);
    return endpoint(plan, configuration, this, { atAws, kept });
  }
}
