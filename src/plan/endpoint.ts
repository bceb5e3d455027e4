import { instanceCountDimension, sageMakerNamespace } from "../aws-facts/scalable-target";
import type { EndpointConfig, Named } from "../config/config";
import { planDeployment, type DeploymentPlan } from "./deployment";
import {
  planEndpointConfiguration,
  type EndpointConfigurationPlan,
} from "./endpoint-configuration";
import { planModel, type ModelPlan } from "./model";
import type { ScheduledAction, SchedulePlan } from "./plan";
import { planRole, type RolePlan } from "./role";
import { planStepPolicies, planWakePolicy, type StepPolicyPlan } from "./step-policies";
import { planTargetTracking, type TargetTrackingPlan } from "./target-tracking";

/** All that AWS will be told for one endpoint. */
export interface EndpointPlan {
  /** The endpoint's key in the stack file: names of all its parts are made from it. */
  readonly name: string;
  readonly role: RolePlan;
  readonly model: ModelPlan;
  readonly configuration: EndpointConfigurationPlan;
  /** Variant to instance type: what may not change while the variant's target is registered. */
  readonly shape: Named<string>;
  readonly deployment?: DeploymentPlan;
  readonly target: ScalableTargetPlan;
  readonly stepPolicies: readonly StepPolicyPlan[];
  readonly targetTracking?: TargetTrackingPlan;
  readonly actions: readonly ScheduledAction[];
  readonly tags: Named<string>;
}

/**
 * What RegisterScalableTarget is told; the endpoint's name comes apart.
 *
 * Source: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html
 */
interface ScalableTargetPlan {
  readonly serviceNamespace: string;
  readonly scalableDimension: string;
  readonly variantName: string;
  readonly minCapacity: number;
  readonly maxCapacity: number;
}

/**
 * The plan of one endpoint.
 *
 * In:  config without errors; `stackTags` go on everything, the endpoint's own win
 * Out: the same for the same input; only the registered limits and the initial count know the moment
 */
export function planEndpoint(
  name: string,
  config: EndpointConfig,
  schedule: SchedulePlan,
  stackTags: Named<string>,
): EndpointPlan {
  const { registered, actions } = schedule;
  return {
    name,
    role: planRole(name, config),
    model: planModel(config.model),
    configuration: planEndpointConfiguration(config, registered),
    shape: { [config.variant.name]: config.variant.instanceType },
    ...(config.deployment === undefined ? {} : { deployment: planDeployment(config.deployment) }),
    target: {
      serviceNamespace: sageMakerNamespace,
      scalableDimension: instanceCountDimension,
      variantName: config.variant.name,
      minCapacity: registered.min,
      maxCapacity: registered.max,
    },
    ...planScaling(config, schedule),
    actions,
    tags: sorted({ ...stackTags, ...config.tags }),
  };
}

function planScaling(
  config: EndpointConfig,
  schedule: SchedulePlan,
): Pick<EndpointPlan, "stepPolicies" | "targetTracking"> {
  const { scaling } = config;
  if (scaling === undefined) return { stepPolicies: [] };
  // At zero instances nothing is published per instance, so no other policy could ever act again.
  const mayBeAtZero = [schedule.registered, ...schedule.actions].some(({ min }) => min === 0);
  const wakes = config.async !== undefined && mayBeAtZero;
  switch (scaling.kind) {
    case "step":
      return {
        stepPolicies: [
          ...planStepPolicies(scaling),
          ...(wakes ? [planWakePolicy(scaling.cooldownSeconds)] : []),
        ],
      };
    case "targetTracking":
      return {
        stepPolicies: wakes ? [planWakePolicy(scaling.scaleOutCooldownSeconds)] : [],
        targetTracking: planTargetTracking(scaling),
      };
    default:
      return scaling satisfies never;
  }
}

function sorted(tags: Named<string>): Named<string> {
  return Object.fromEntries(Object.entries(tags).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
