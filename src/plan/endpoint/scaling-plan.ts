import { instanceCountDimension, sageMakerServiceNamespace } from "../../aws/facts";
import type { EndpointConfig, ScalingConfig } from "../../config/schema";
import type { Named } from "../../timetable";
import type { ScheduledAction } from "../cron";
import { type MonitoringPlan, planMonitoring } from "../monitoring";
import {
  planStepPolicies,
  planTargetTracking,
  planWakePolicy,
  type StepPolicyPlan,
  type TargetTrackingPlan,
} from "./scaling-policies";
import type { SchedulePlan } from "./schedule-plan";

/** All that AWS will be told to scale one endpoint, whoever made it. */
export interface ScalingPlan {
  /** The endpoint's key in the stack file: names of all its parts are made from it. */
  readonly name: string;
  readonly target: ScalableTargetPlan;
  readonly stepPolicies: readonly StepPolicyPlan[];
  readonly targetTracking?: TargetTrackingPlan;
  readonly scheduledActions: readonly ScheduledAction[];
  readonly monitoring?: MonitoringPlan;
  readonly tags: Named<string>;
}

/** What is to scale an endpoint, by the names at AWS. */
export interface ScalingNames {
  readonly resourceId: string;
  readonly actions: readonly string[];
  readonly policies: readonly string[];
}

/**
 * What RegisterScalableTarget is told; the endpoint's name comes apart.
 *
 * Source: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html
 */
export interface ScalableTargetPlan {
  readonly serviceNamespace: string;
  readonly scalableDimension: string;
  readonly variantName: string;
  readonly minCapacity: number;
  readonly maxCapacity: number;
}

/**
 * What scales an endpoint.
 *
 * In:  config without errors; `stackTags` go on everything, the endpoint's own win
 * Out: the same for the same input; only the registered limits know the moment
 */
export function planScaling(
  name: string,
  config: EndpointConfig,
  schedule: SchedulePlan,
  stackTags: Named<string>,
): ScalingPlan {
  const { registered, actions } = schedule;
  const isAsync = "endpoint" in config ? config.endpoint.async : config.async !== undefined;
  // At zero instances nothing is published per instance, so no other policy could ever act again.
  const mayBeAtZero = [registered, ...actions].some(({ min }) => min === 0);
  return {
    name,
    target: {
      serviceNamespace: sageMakerServiceNamespace,
      scalableDimension: instanceCountDimension,
      variantName: config.variant.name,
      minCapacity: registered.min,
      maxCapacity: registered.max,
    },
    ...planPolicies(config.scaling, isAsync && mayBeAtZero),
    scheduledActions: actions,
    ...(config.monitoring === undefined
      ? {}
      : {
          monitoring: planMonitoring(config.monitoring, schedule, isAsync ? "async" : "real-time"),
        }),
    tags: sortTags({ ...stackTags, ...config.tags }),
  };
}

function planPolicies(
  scaling: ScalingConfig | undefined,
  wakes: boolean,
): Pick<ScalingPlan, "stepPolicies" | "targetTracking"> {
  if (scaling === undefined) return { stepPolicies: [] };
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

function sortTags(tags: Named<string>): Named<string> {
  return Object.fromEntries(Object.entries(tags).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
