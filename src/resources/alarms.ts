import { MetricAlarm } from "@pulumi/aws/cloudwatch";
import type { Policy } from "@pulumi/aws/appautoscaling";
import type * as pulumi from "@pulumi/pulumi";
import type { DimensionName } from "../aws-facts/metrics";
import type { ScalingPlan } from "../plan/scaling";
import type { StepPolicyPlan } from "../plan/step-policies";
import type { ServedEndpoint } from "./endpoint";
import { names } from "./names";

/**
 * The MetricAlarm that calls a step scaling policy.
 *
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
export function alarm(
  plan: ScalingPlan,
  { key, alarm: { dimensions, ...alarmPlan } }: StepPolicyPlan,
  policy: Policy,
  endpoint: ServedEndpoint["endpoint"],
  parent: pulumi.Resource,
): MetricAlarm {
  return new MetricAlarm(
    names.stepPolicy(plan.name, key),
    {
      ...alarmPlan,
      dimensions: dimensionValues(plan, dimensions, endpoint),
      alarmActions: [policy.arn],
      tags: plan.tags,
    },
    { parent },
  );
}

/** The dimensions of a metric that this endpoint publishes. */
export function dimensionValues(
  plan: ScalingPlan,
  dimensions: readonly DimensionName[],
  endpoint: ServedEndpoint["endpoint"],
): Record<string, pulumi.Input<string>> {
  const values = { EndpointName: endpoint.name, VariantName: plan.target.variantName };
  return Object.fromEntries(dimensions.map((name) => [name, values[name]]));
}
