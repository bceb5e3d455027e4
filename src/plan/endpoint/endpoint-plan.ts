import { unitWords } from "../../aws/facts";
import type { EndpointConfig, ExistingEndpointConfig, ManagedEndpointConfig } from "../../config/schema";
import type { Named } from "../../timetable";
import { defaultDeployment, type DeploymentPlan, planDeployment } from "./deployment";
import {
  type EndpointConfigurationPlan,
  planEndpointConfiguration,
  planProductionVariant,
  type ProductionVariantPlan,
} from "./endpoint-configuration";
import { type ModelPlan, planModel } from "./model";
import { planRole, type RolePlan } from "./role";
import { planScaling, type ScalingPlan } from "./scaling-plan";
import type { SchedulePlan } from "./schedule-plan";

/** The plan of an endpoint or an inference component that someone else created. */
export interface ExistingEndpointPlan extends ScalingPlan {
  readonly existing: {
    /** Its name at AWS. */
    readonly endpointName: string;
    /** Absent if the stack file does not give it. */
    readonly instanceType?: string;
    /** Whether to import a target that is already registered. */
    readonly adopt: boolean;
  };
}

/** The plan of one more variant of an endpoint that this program creates. */
export interface VariantPlan extends ScalingPlan {
  /** The endpoint's key in the stack file. */
  readonly variantOf: string;
  readonly role: RolePlan;
  readonly model: ModelPlan;
  readonly configuration: { readonly productionVariant: ProductionVariantPlan };
  /** As in `ManagedEndpointPlan`. */
  readonly instanceTypes: Named<string>;
}

/** Everything that AWS gets for one endpoint of a stack file. */
export type EndpointPlan = ManagedEndpointPlan | VariantPlan | ExistingEndpointPlan;

/** Plans one endpoint of a stack file. See `planManagedEndpoint`. */
export function planEndpoint(
  name: string,
  config: EndpointConfig,
  schedule: SchedulePlan,
  stackTags: Named<string>,
  before: DeployedState = {},
): EndpointPlan {
  if ("endpoint" in config) return planExistingEndpoint(name, config, schedule, stackTags, before);
  const { variantOf } = config;
  return variantOf === undefined
    ? planManagedEndpoint(name, config, schedule, stackTags, before)
    : planVariant(name, { ...config, variantOf }, schedule, stackTags, before);
}

function planVariant(
  name: string,
  config: ManagedEndpointConfig & Required<Pick<ManagedEndpointConfig, "variantOf">>,
  schedule: SchedulePlan,
  stackTags: Named<string>,
  { liveCount, actions }: DeployedState,
): VariantPlan {
  return {
    ...planScaling(name, config, schedule, stackTags, actions),
    variantOf: config.variantOf,
    // SageMaker names the log group after the endpoint.
    role: planRole(config.variantOf, config),
    model: planModel(config.model),
    configuration: { productionVariant: planProductionVariant(config.variant, schedule.registered, liveCount) },
    instanceTypes: toInstanceTypes(config),
  };
}

function planExistingEndpoint(
  name: string,
  config: ExistingEndpointConfig,
  schedule: SchedulePlan,
  stackTags: Named<string>,
  { actions }: DeployedState,
): ExistingEndpointPlan {
  const { instanceType } = config.variant;
  return {
    ...planScaling(name, config, schedule, stackTags, actions),
    existing: {
      endpointName: config.endpoint.name,
      ...(instanceType === undefined ? {} : { instanceType }),
      adopt: config.endpoint.adopt,
    },
  };
}

/** The plan of an endpoint that this program creates. */
export interface ManagedEndpointPlan extends ScalingPlan {
  readonly role: RolePlan;
  readonly model: ModelPlan;
  readonly configuration: EndpointConfigurationPlan;
  /** Variant to instance type, or `serverless`: cannot change while the variant's target is registered. */
  readonly instanceTypes: Named<string>;
  readonly deployment?: DeploymentPlan;
  /** Whether Pulumi refuses to delete or replace the endpoint. */
  readonly protect: boolean;
}

/** What a variant has in the place of an instance type. */
export const serverlessShape = "serverless";

/**
 * What a plan uses of the deployed endpoint. `liveCount`: running instances, or provisioned concurrency. `hasStrategy`:
 * whether it has a strategy.
 * `actions`: the names of its scheduled actions.
 */
export interface DeployedState {
  readonly liveCount?: number | undefined;
  readonly hasStrategy?: boolean;
  readonly actions?: readonly string[];
}

/** Maps the variant to its instance type, or to `serverless`. */
export function toInstanceTypes({ variant }: Pick<ManagedEndpointConfig, "variant">): Named<string> {
  return { [variant.name]: variant.instanceType ?? serverlessShape };
}

/**
 * Plans an endpoint that this program creates. The same input gives the same plan; only the registered limits
 * and the initial count depend on the moment.
 * @param config Without errors.
 * @param stackTags Tags for every resource. The endpoint's own tags win.
 */
export function planManagedEndpoint(
  name: string,
  config: ManagedEndpointConfig,
  schedule: SchedulePlan,
  stackTags: Named<string>,
  { liveCount, hasStrategy = false, actions }: DeployedState = {},
): ManagedEndpointPlan {
  const deployment = config.deployment === undefined ? undefined : planDeployment(config.deployment);
  const strategy = deployment ?? (hasStrategy ? defaultDeployment : undefined);
  return {
    ...planScaling(name, config, schedule, stackTags, actions),
    role: planRole(name, config),
    model: planModel(config.model),
    configuration: planEndpointConfiguration(config, schedule.registered, liveCount),
    instanceTypes: toInstanceTypes(config),
    ...(strategy === undefined ? {} : { deployment: strategy }),
    protect: config.protect ?? false,
  };
}

/** The stack outputs of an endpoint, except its name and ARN. */
export interface StackOutputs {
  /** Absent for an inference component. */
  readonly variant?: string;
  /** Absent for an existing endpoint of which the stack file says none. */
  readonly instanceType?: string;
  /** By the action's name: `cron(0 8 ? * MON-FRI *) Europe/Berlin: 4-12 instances`. */
  readonly scheduledActions: Readonly<Record<string, string>>;
}

/** Picks what does not change with the clock: anything else would show as a change in every preview. */
export function toStackOutputs(plan: EndpointPlan): StackOutputs {
  const { instanceType } = "existing" in plan ? plan.existing : plan.configuration.productionVariant;
  const { unit, variantName } = plan.target;
  return {
    ...(variantName === "" ? {} : { variant: variantName }),
    ...(instanceType === undefined ? {} : { instanceType }),
    scheduledActions: Object.fromEntries(
      plan.scheduledActions.map(({ name, schedule, timezone, min, max }) => [
        name,
        `${schedule} ${timezone}: ${min}-${max} ${unitWords[unit].many}`,
      ]),
    ),
  };
}
