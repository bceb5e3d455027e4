import { Policy, type Target } from "@pulumi/aws/appautoscaling";
import type * as pulumi from "@pulumi/pulumi";
import type { ScalingPlan } from "../plan/scaling";
import type { StepAdjustmentPlan } from "../plan/step-policies";
import { createPolicyAlarm } from "./alarms";
import type { ScaledEndpoint } from "./endpoint";
import { resourceNames } from "./names";

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
