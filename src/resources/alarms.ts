import { MetricAlarm } from "@pulumi/aws/cloudwatch";
import type { Policy } from "@pulumi/aws/appautoscaling";
import type * as pulumi from "@pulumi/pulumi";
import type { DimensionName } from "../aws-facts/metrics";
import type { ScalingPlan } from "../plan/scaling";
import type { StepPolicyPlan } from "../plan/step-policies";
import type { ScaledEndpoint } from "./endpoint";
import { resourceNames } from "./names";

/**
 * The MetricAlarm that calls a step scaling policy.
 *
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
export function createPolicyAlarm(
  plan: ScalingPlan,
  { key, alarm: { dimensions, ...alarmPlan } }: StepPolicyPlan,
  policy: Policy,
  endpoint: ScaledEndpoint["endpoint"],
  parent: pulumi.Resource,
): MetricAlarm {
  return new MetricAlarm(
    resourceNames.stepPolicy(plan.name, key),
    {
      ...alarmPlan,
      dimensions: toDimensions(plan, dimensions, endpoint),
      alarmActions: [policy.arn],
      tags: plan.tags,
    },
    { parent },
  );
}

/** The dimensions of a metric that this endpoint publishes. */
export function toDimensions(
  plan: ScalingPlan,
  dimensions: readonly DimensionName[],
  endpoint: ScaledEndpoint["endpoint"],
): Record<string, pulumi.Input<string>> {
  const values = { EndpointName: endpoint.name, VariantName: plan.target.variantName };
  return Object.fromEntries(dimensions.map((name) => [name, values[name]]));
}
