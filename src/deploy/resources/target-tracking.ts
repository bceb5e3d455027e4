import { Policy, type Target } from "@pulumi/aws/appautoscaling";
import type { input } from "@pulumi/aws/types";
import type * as pulumi from "@pulumi/pulumi";
import { resourceNames, type ScalingPlan, type TrackedMetricPlan } from "../../plan/endpoint";
import { type ScaledEndpoint, toDimensions } from "./endpoint";

/**
 * The target tracking policy of the target, where the plan has one. AWS makes and keeps its alarms.
 *
 * Source: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScalingPolicy.html
 */
export function createTargetTracking(
  plan: ScalingPlan,
  target: Target,
  served: ScaledEndpoint,
  parent: pulumi.Resource,
): Policy | undefined {
  if (plan.targetTracking === undefined) return undefined;
  const { metric, ...tracking } = plan.targetTracking;
  return new Policy(
    resourceNames.targetTracking(plan.name),
    {
      policyType: "TargetTrackingScaling",
      resourceId: target.resourceId,
      scalableDimension: target.scalableDimension,
      serviceNamespace: target.serviceNamespace,
      targetTrackingScalingPolicyConfiguration: {
        ...tracking,
        ...toMetricSpecification(plan, metric, served),
      },
    },
    { parent, ...served.deletion, deleteBeforeReplace: true },
  );
}

type MetricSpecification = Pick<
  input.appautoscaling.PolicyTargetTrackingScalingPolicyConfiguration,
  "predefinedMetricSpecification" | "customizedMetricSpecification"
>;

function toMetricSpecification(
  plan: ScalingPlan,
  metric: TrackedMetricPlan,
  { endpoint }: ScaledEndpoint,
): MetricSpecification {
  if ("predefinedMetricType" in metric) return { predefinedMetricSpecification: metric };
  const { dimensions, ...identity } = metric;
  const values = toDimensions(plan, dimensions, endpoint);
  return {
    customizedMetricSpecification: {
      ...identity,
      dimensions: Object.entries(values).map(([name, value]) => ({ name, value })),
    },
  };
}
