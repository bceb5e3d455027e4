import type { ExistingConfig, Named, TimetabledConfig } from "../config/config";
import { planEndpoint, type DeployedBefore, type EndpointPlan } from "./endpoint";
import type { SchedulePlan } from "./plan";
import { planScaling, type ScalingPlan } from "./scaling";

/** All that AWS will be told for an endpoint that something else made. */
export interface ExistingPlan extends ScalingPlan {
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
export type TimetabledPlan = EndpointPlan | ExistingPlan;

/** The plan of one endpoint, whoever made it; see `planEndpoint`. */
export function planTimetabled(
  name: string,
  config: TimetabledConfig,
  schedule: SchedulePlan,
  stackTags: Named<string>,
  before: DeployedBefore = {},
): TimetabledPlan {
  return "endpoint" in config
    ? planExisting(name, config, schedule, stackTags)
    : planEndpoint(name, config, schedule, stackTags, before);
}

function planExisting(
  name: string,
  config: ExistingConfig,
  schedule: SchedulePlan,
  stackTags: Named<string>,
): ExistingPlan {
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
