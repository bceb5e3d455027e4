import type { ExistingEndpointConfig, Named, EndpointConfig } from "../config/config";
import { planManagedEndpoint, type DeployedState, type ManagedEndpointPlan } from "./endpoint";
import type { SchedulePlan } from "./plan";
import { planScaling, type ScalingPlan } from "./scaling";

/** All that AWS will be told for an endpoint that something else made. */
export interface ExistingEndpointPlan extends ScalingPlan {
  readonly existing: {
    /** Its name at AWS. */
    readonly endpointName: string;
    /** Absent where the stack file says none. */
    readonly instanceType?: string;
    /** Whether the target is registered already, and is to be imported. */
    readonly adopt: boolean;
  };
}

/** All that AWS will be told for one endpoint of a stack. */
export type EndpointPlan = ManagedEndpointPlan | ExistingEndpointPlan;

/** The plan of one endpoint, whoever made it; see `planManagedEndpoint`. */
export function planEndpoint(
  name: string,
  config: EndpointConfig,
  schedule: SchedulePlan,
  stackTags: Named<string>,
  before: DeployedState = {},
): EndpointPlan {
  return "endpoint" in config
    ? planExistingEndpoint(name, config, schedule, stackTags)
    : planManagedEndpoint(name, config, schedule, stackTags, before);
}

function planExistingEndpoint(
  name: string,
  config: ExistingEndpointConfig,
  schedule: SchedulePlan,
  stackTags: Named<string>,
): ExistingEndpointPlan {
  const { instanceType } = config.variant;
  return {
    ...planScaling(name, config, schedule, stackTags),
    existing: {
      endpointName: config.endpoint.name,
      ...(instanceType === undefined ? {} : { instanceType }),
      adopt: config.endpoint.adopt,
    },
  };
}
