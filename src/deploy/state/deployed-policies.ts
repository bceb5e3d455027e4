import { type AlarmPlan, resourceNames, type StepPolicyPlan, type TargetTrackingPlan } from "../../plan/endpoint";
import { type DeployedResource, type DeployedResources, isRecord, resourceTypes } from "./deployed-resources";

type Outputs = Readonly<Record<string, unknown>>;

/** The scaling policies of an endpoint, and the alarms that call them, as a plan has them. */
interface DeployedPolicies {
  readonly stepPolicies: readonly DeployedStepPolicy[];
  readonly targetTracking?: DeployedTracking;
}

type DeployedStepPolicy = Pick<StepPolicyPlan, "key" | "adjustmentType" | "cooldown" | "stepAdjustments"> & {
  readonly alarm?: AlarmPlan;
};

type DeployedTracking = Omit<TargetTrackingPlan, "metric"> & {
  readonly metric: { readonly predefinedMetricType: string } | { readonly metricName: string };
};

const stepPolicyKeys = ["scale-out", "scale-in", "wake"] as const;

/** The scaling policies that this stack has deployed for an endpoint. @param key the endpoint's in the stack file */
export function findDeployedPolicies(deployed: DeployedResources, key: string): DeployedPolicies {
  const resources: readonly DeployedResource[] = "unreadable" in deployed ? [] : deployed.resources;
  const find = (type: string, name: string): Outputs | undefined =>
    resources.find((resource) => resource.type === type && resource.name === name)?.outputs;
  const tracking = find(resourceTypes.policy, resourceNames.targetTracking(key));
  return {
    stepPolicies: stepPolicyKeys.flatMap((policyKey) => {
      const name = resourceNames.stepPolicy(key, policyKey);
      const policy = find(resourceTypes.policy, name);
      return policy === undefined ? [] : [parseStepPolicy(policyKey, policy, find(resourceTypes.alarm, name))];
    }),
    ...(tracking === undefined ? {} : { targetTracking: parseTracking(tracking) }),
  };
}

/** @param alarm its outputs have the names and values of a plan */
function parseStepPolicy(key: StepPolicyPlan["key"], policy: Outputs, alarm: Outputs | undefined): DeployedStepPolicy {
  const { adjustmentType, cooldown, stepAdjustments } = getRecord(policy["stepScalingPolicyConfiguration"]);
  return {
    key,
    adjustmentType: adjustmentType as StepPolicyPlan["adjustmentType"],
    cooldown: Number(cooldown),
    stepAdjustments: (Array.isArray(stepAdjustments) ? stepAdjustments.filter(isRecord) : []).map(parseStep),
    ...(alarm === undefined ? {} : { alarm: alarm as unknown as AlarmPlan }),
  };
}

function parseStep({ metricIntervalLowerBound: lower, metricIntervalUpperBound: upper, scalingAdjustment }: Outputs) {
  return {
    ...(hasBound(lower) ? { metricIntervalLowerBound: Number(lower) } : {}),
    ...(hasBound(upper) ? { metricIntervalUpperBound: Number(upper) } : {}),
    scalingAdjustment: Number(scalingAdjustment),
  };
}

/** The provider's bounds are texts. */
function hasBound(bound: unknown): boolean {
  return bound !== undefined && bound !== null && bound !== "";
}

function parseTracking(policy: Outputs): DeployedTracking {
  const tracking = getRecord(policy["targetTrackingScalingPolicyConfiguration"]);
  const { predefinedMetricType } = getRecord(tracking["predefinedMetricSpecification"]);
  const { metricName } = getRecord(tracking["customizedMetricSpecification"]);
  return {
    targetValue: Number(tracking["targetValue"]),
    metric: typeof predefinedMetricType === "string" ? { predefinedMetricType } : { metricName: String(metricName) },
    scaleInCooldown: Number(tracking["scaleInCooldown"]),
    scaleOutCooldown: Number(tracking["scaleOutCooldown"]),
    disableScaleIn: tracking["disableScaleIn"] === true,
  };
}

function getRecord(value: unknown): Outputs {
  return isRecord(value) ? value : {};
}
