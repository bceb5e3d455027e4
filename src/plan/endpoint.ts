import type { ManagedEndpointConfig, Named } from "../config/config";
import { defaultDeployment, planDeployment, type DeploymentPlan } from "./deployment";
import {
  planEndpointConfiguration,
  type EndpointConfigurationPlan,
} from "./endpoint-configuration";
import { planModel, type ModelPlan } from "./model";
import type { SchedulePlan } from "./plan";
import { planRole, type RolePlan } from "./role";
import { planScaling, type ScalingPlan } from "./scaling";

/** All that AWS will be told for one endpoint that is made here. */
export interface ManagedEndpointPlan extends ScalingPlan {
  readonly role: RolePlan;
  readonly model: ModelPlan;
  readonly configuration: EndpointConfigurationPlan;
  /** Variant to instance type: what may not change while the variant's target is registered. */
  readonly instanceTypes: Named<string>;
  readonly deployment?: DeploymentPlan;
  /** Whether the engine is to refuse to delete or replace the endpoint. */
  readonly protect: boolean;
}

/**
 * What is deployed already, as far as a plan takes it up.
 *
 * `findLiveCount`:   how many instances run now; absent: not known
 * `hasStrategy`: whether the endpoint was deployed with a strategy
 */
export interface DeployedState {
  readonly liveCount?: number | undefined;
  readonly hasStrategy?: boolean;
}

/** Variant to instance type. */
export function toInstanceTypes({
  variant,
}: Pick<ManagedEndpointConfig, "variant">): Named<string> {
  return { [variant.name]: variant.instanceType };
}

/**
 * The plan of one endpoint that is made here.
 *
 * In:  config without errors; `stackTags` go on everything, the endpoint's own win
 * Out: the same for the same input; only the registered limits and the initial count know the moment
 */
export function planManagedEndpoint(
  name: string,
  config: ManagedEndpointConfig,
  schedule: SchedulePlan,
  stackTags: Named<string>,
  { liveCount, hasStrategy = false }: DeployedState = {},
): ManagedEndpointPlan {
  const deployment =
    config.deployment === undefined ? undefined : planDeployment(config.deployment);
  const strategy = deployment ?? (hasStrategy ? defaultDeployment : undefined);
  return {
    ...planScaling(name, config, schedule, stackTags),
    role: planRole(name, config),
    model: planModel(config.model),
    configuration: planEndpointConfiguration(config, schedule.registered, liveCount),
    instanceTypes: toInstanceTypes(config),
    ...(strategy === undefined ? {} : { deployment: strategy }),
    protect: config.protect ?? false,
  };
}
