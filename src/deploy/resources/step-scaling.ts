import { Policy, type Target } from "@pulumi/aws/appautoscaling";
import { MetricAlarm } from "@pulumi/aws/cloudwatch";
import type * as pulumi from "@pulumi/pulumi";
import {
  resourceNames,
  type ScalingPlan,
  type StepAdjustmentPlan,
  type StepPolicyPlan,
} from "../../plan/endpoint";
import { type ScaledEndpoint, toDimensions } from "./endpoint";

/**
 * The StepScaling policies of the target, each with its alarm. None when the plan has no steps.
 *
 * Source: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScalingPolicy.html
 */
export function createStepScaling(
  plan: ScalingPlan,
  target: Target,
  { endpoint, deletion: ending }: ScaledEndpoint,
  parent: pulumi.Resource,
): readonly Policy[] {
  return plan.stepPolicies.map((step) => {
    const policy = new Policy(
      resourceNames.stepPolicy(plan.name, step.key),
      {
        policyType: "StepScaling",
        // Ids from the target's outputs: a target that is replaced takes its policies along.
        resourceId: target.resourceId,
        scalableDimension: target.scalableDimension,
        serviceNamespace: target.serviceNamespace,
        stepScalingPolicyConfiguration: {
          adjustmentType: step.adjustmentType,
          cooldown: step.cooldown,
          metricAggregationType: step.metricAggregationType,
          stepAdjustments: step.stepAdjustments.map(toStepAdjustment),
        },
      },
      { parent, ...ending, deleteBeforeReplace: true },
    );
    createPolicyAlarm(plan, step, policy, endpoint, parent);
    return policy;
  });
}

/** The provider wants the bounds as text, to tell 0 from absent. */
function toStepAdjustment(step: StepAdjustmentPlan): {
  metricIntervalLowerBound?: string;
  metricIntervalUpperBound?: string;
  scalingAdjustment: number;
} {
  const { metricIntervalLowerBound: lower, metricIntervalUpperBound: upper } = step;
  return {
    ...(lower === undefined ? {} : { metricIntervalLowerBound: String(lower) }),
    ...(upper === undefined ? {} : { metricIntervalUpperBound: String(upper) }),
    scalingAdjustment: step.scalingAdjustment,
  };
}

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
