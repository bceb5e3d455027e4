import * as pulumi from "@pulumi/pulumi";
import type { EndpointPlan } from "../plan/endpoint";
import type { TimetabledPlan } from "../plan/timetabled";
import type { arrival } from "./arrival";
import type { endpoint, EndpointAtAws, ServedEndpoint } from "./endpoint";
import type { endpointConfiguration } from "./endpoint-configuration";
import { existingEndpoint } from "./existing-endpoint";
import { type KeptScaling, keptScaling } from "./kept-scaling";
import type { model } from "./model";
import { scalingMark } from "./scaling-mark";
import type { scalableTarget } from "./scalable-target";
import type { scheduledActions } from "./scheduled-actions";
import type { stepScaling } from "./step-scaling";
import type { targetTracking } from "./target-tracking";

/**
 * How each part is made, from the plan and the parts before it.
 *
 * `parts.ts` lists the functions of this folder; another program may put its own in place of one, for
 * a model that it already has.
 */
export interface EndpointParts {
  readonly model: typeof model;
  readonly endpointConfiguration: typeof endpointConfiguration;
  readonly endpoint: typeof endpoint;
  readonly scalableTarget: typeof scalableTarget;
  readonly stepScaling: typeof stepScaling;
  readonly targetTracking: typeof targetTracking;
  readonly scheduledActions: typeof scheduledActions;
  readonly arrival: typeof arrival;
}

/** What a timetabled endpoint is made of. */
export interface TimetabledEndpointArgs {
  readonly plan: TimetabledPlan;
  readonly parts: EndpointParts;
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
 * Out: the parts in the order of `EndpointParts`, all children of this component; for an existing
 *      endpoint only those that scale it. The endpoint's name and ARN at AWS
 */
export class TimetabledEndpoint extends pulumi.ComponentResource {
  readonly endpointName: pulumi.Output<string>;
  /** Absent for an existing endpoint. */
  readonly endpointArn?: pulumi.Output<string>;

  constructor(name: string, args: TimetabledEndpointArgs, opts?: pulumi.ComponentResourceOptions) {
    const { plan, parts, atAws } = args;
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

    const target = parts.scalableTarget(plan, served, this);
    const steps = parts.stepScaling(plan, target, served, this);
    const tracking = parts.targetTracking(plan, target, served, this);
    const policies = [...steps, ...(tracking === undefined ? [] : [tracking])];
    const actions = parts.scheduledActions(plan, target, served, this);
    const mark = scalingMark(plan, { target, policies, actions }, served, this);
    mark?.urn.apply(() => {
      kept?.through();
    });
    parts.arrival(plan, served, this);

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
    const { parts, environmentIsSecret = false, atAws } = args;
    const model = parts.model(plan, environmentIsSecret, this);
    const configuration = parts.endpointConfiguration(plan, model, this);
    return parts.endpoint(plan, configuration, this, { atAws, kept });
  }
}
