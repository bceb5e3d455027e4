import type {
  EndpointConfig,
  ExistingEndpointConfig,
  ManagedEndpointConfig,
} from "../../config/schema";
import type { Named } from "../../timetable";
import { defaultDeployment, type DeploymentPlan, planDeployment } from "./deployment";
import {
  type EndpointConfigurationPlan,
  planEndpointConfiguration,
} from "./endpoint-configuration";
import { type ModelPlan, planModel } from "./model";
import { planRole, type RolePlan } from "./role";
import { planScaling, type ScalingPlan } from "./scaling-plan";
import type { SchedulePlan } from "./schedule-plan";

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

/** What a stack says about an endpoint besides its name and ARN. */
export interface StackOutputs {
  readonly variant: string;
  /** Absent for an existing endpoint of which the stack file says none. */
  readonly instanceType?: string;
  /** By the action's name: `cron(0 8 ? * MON-FRI *) Europe/Berlin: 4-12 instances`. */
  readonly scheduledActions: Readonly<Record<string, string>>;
}

/**
 * The facts of a plan that do not change with the clock: as stack outputs, others would show a change in
 * every preview.
 */
export function stackOutputs(plan: EndpointPlan): StackOutputs {
  const { instanceType } =
    "existing" in plan ? plan.existing : plan.configuration.productionVariant;
  return {
    variant: plan.target.variantName,
    ...(instanceType === undefined ? {} : { instanceType }),
    scheduledActions: Object.fromEntries(
      plan.scheduledActions.map(({ name, schedule, timezone, min, max }) => [
        name,
        `${schedule} ${timezone}: ${min}-${max} instances`,
      ]),
    ),
  };
}
