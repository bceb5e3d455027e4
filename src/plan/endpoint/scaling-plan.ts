import {
  type CapacityUnit,
  type EndpointKind,
  maxScheduledActionsPerTarget,
  type ScalableTargetId,
  sageMakerServiceNamespace,
  scalableDimensions,
  toEndpointKind,
} from "../../aws/facts";
import { type EndpointConfig, getUnit, type ScalingConfig } from "../../config/schema";
import type { Named } from "../../timetable";
import type { ScheduledAction } from "../cron";
import { type MonitoringPlan, planMonitoring } from "../monitoring";
import {
  planStepPolicies,
  planTargetTracking,
  planWakePolicy,
  type StepPolicyPlan,
  type TargetTrackingPlan,
  type WakeableKind,
} from "./scaling-policies";
import type { SchedulePlan } from "./schedule-plan";

/** Everything that AWS gets to scale one endpoint. */
export interface ScalingPlan {
  /** The endpoint's key in the stack file: all its resources are named after it. */
  readonly name: string;
  readonly target: ScalableTargetPlan;
  readonly stepPolicies: readonly StepPolicyPlan[];
  readonly targetTracking?: TargetTrackingPlan;
  readonly scheduledActions: readonly ScheduledActionPlan[];
  /** Which limits are in force at which moment. */
  readonly schedule: SchedulePlan;
  readonly monitoring?: MonitoringPlan;
  readonly tags: Named<string>;
}

/** `replaces`: the deployed action that is deleted before this one is created, because AWS has no room for both. */
interface ScheduledActionPlan extends ScheduledAction {
  readonly replaces?: string;
}

/** The names of scaling resources at AWS. */
export interface ScalingNames extends ScalableTargetId {
  readonly actions: readonly string[];
  readonly policies: readonly string[];
}

/**
 * The request RegisterScalableTarget without the endpoint's name.
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html
 */
export interface ScalableTargetPlan {
  readonly serviceNamespace: string;
  readonly scalableDimension: string;
  readonly unit: CapacityUnit;
  /** Empty for an inference component. */
  readonly variantName: string;
  readonly minCapacity: number;
  readonly maxCapacity: number;
}

/**
 * Plans what scales an endpoint. Only the registered limits depend on the moment.
 * @param config Without errors.
 * @param stackTags Tags for every resource. The endpoint's own tags win.
 * @param deployedActions The names of the deployed scheduled actions.
 */
export function planScaling(
  name: string,
  config: EndpointConfig,
  schedule: SchedulePlan,
  stackTags: Named<string>,
  deployedActions: readonly string[] = [],
): ScalingPlan {
  const { registered, actions } = schedule;
  const kind = getEndpointKind(config);
  const unit = getUnit(config);
  const canSleep = [registered, ...actions].some(({ min, max }) => min === 0 && max > 0);
  return {
    name,
    target: {
      serviceNamespace: sageMakerServiceNamespace,
      scalableDimension: scalableDimensions[unit],
      unit,
      variantName: config.variant.name,
      minCapacity: registered.min,
      maxCapacity: registered.max,
    },
    ...planPolicies(config.scaling, canSleep && (kind === "async" || kind === "component") ? kind : undefined),
    scheduledActions: makeRoom(actions, deployedActions),
    schedule,
    ...(config.monitoring === undefined || kind === "component" || kind === "serverless"
      ? {}
      : { monitoring: planMonitoring(config.monitoring, schedule, kind) }),
    tags: sortTags({ ...stackTags, ...config.tags }),
  };
}

function getEndpointKind(config: EndpointConfig): EndpointKind {
  const isAsync = "endpoint" in config ? config.endpoint.async : config.async !== undefined;
  return toEndpointKind(getUnit(config), isAsync);
}

/**
 * Makes each new action replace one that is no longer planned, if AWS refused what is deployed and what is new together:
 * Pulumi creates before it deletes.
 */
function makeRoom(
  actions: readonly ScheduledAction[],
  deployedActions: readonly string[],
): readonly ScheduledActionPlan[] {
  const planned = new Set(actions.map(({ name }) => name));
  const deployed = new Set(deployedActions);
  const added = actions.filter(({ name }) => !deployed.has(name));
  if (deployed.size + added.length <= maxScheduledActionsPerTarget) return actions;
  const unplanned = [...deployed].filter((name) => !planned.has(name)).toSorted();
  return actions.map((action) => {
    const replaces = unplanned[added.indexOf(action)];
    return replaces === undefined ? action : { ...action, replaces };
  });
}

/**
 * At zero, SageMaker publishes nothing per instance or copy, so only the wake policy can act. A component has it without
 * scaling, too: its calls fail, while those of an asynchronous endpoint wait.
 * @param sleeper undefined if the count is never 0 below a larger max
 */
function planPolicies(
  scaling: ScalingConfig | undefined,
  sleeper: WakeableKind | undefined,
): Pick<ScalingPlan, "stepPolicies" | "targetTracking"> {
  const planWake = (cooldownSeconds?: number): readonly StepPolicyPlan[] =>
    sleeper === undefined ? [] : [planWakePolicy(sleeper, cooldownSeconds)];
  if (scaling === undefined) return { stepPolicies: sleeper === "component" ? planWake() : [] };
  switch (scaling.kind) {
    case "step":
      return { stepPolicies: [...planStepPolicies(scaling), ...planWake(scaling.cooldownSeconds)] };
    case "targetTracking":
      return { stepPolicies: planWake(scaling.scaleOutCooldownSeconds), targetTracking: planTargetTracking(scaling) };
    default:
      return scaling satisfies never;
  }
}

function sortTags(tags: Named<string>): Named<string> {
  return Object.fromEntries(Object.entries(tags).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
