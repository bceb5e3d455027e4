import { Policy, type Target } from "@pulumi/aws/appautoscaling";
import type { input } from "@pulumi/aws/types";
import { resourceNames, type TargetTrackingPlan, type TrackedMetricPlan } from "../../plan/endpoint";
import { type ScaledEndpoint, toDimensions } from "./endpoint";
import type { EndpointComponent } from "./endpoint-component";

/**
 * The target tracking policy, if the plan has one. AWS creates and keeps its alarms.
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScalingPolicy.html
 */
export function createTargetTracking(
  plan: TargetTrackingPlan | undefined,
  target: Target,
  endpoint: ScaledEndpoint,
  component: EndpointComponent,
): readonly Policy[] {
  if (plan === undefined) return [];
  const { metric, ...tracking } = plan;
  return [
    new Policy(
      resourceNames.targetTracking(component.plan.name),
      {
        policyType: "TargetTrackingScaling",
        resourceId: target.resourceId,
        scalableDimension: target.scalableDimension,
        serviceNamespace: target.serviceNamespace,
        targetTrackingScalingPolicyConfiguration: {
          ...tracking,
          ...toMetricSpecification(metric, endpoint, component),
        },
      },
      component.scalingOptions,
    ),
  ];
}

type MetricSpecification = Pick<
  input.appautoscaling.PolicyTargetTrackingScalingPolicyConfiguration,
  "predefinedMetricSpecification" | "customizedMetricSpecification"
>;

function toMetricSpecification(
  metric: TrackedMetricPlan,
  endpoint: ScaledEndpoint,
  component: EndpointComponent,
): MetricSpecification {
  if ("predefinedMetricType" in metric) return { predefinedMetricSpecification: metric };
  const { dimensions, ...identity } = metric;
  const values = toDimensions(dimensions, endpoint, component);
  return {
    customizedMetricSpecification: {
      ...identity,
      dimensions: Object.entries(values).map(([name, value]) => ({ name, value })),
    },
  };
}
