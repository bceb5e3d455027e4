import { Policy, type Target } from "@pulumi/aws/appautoscaling";
import { MetricAlarm } from "@pulumi/aws/cloudwatch";
import { resourceNames, type StepAdjustmentPlan, type StepPolicyPlan } from "../../plan/endpoint";
import { type ScaledEndpoint, toDimensions } from "./endpoint";
import type { EndpointComponent } from "./endpoint-component";

/**
 * The StepScaling policies of the target, each with its alarm.
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScalingPolicy.html
 */
export function createStepScaling(
  plans: readonly StepPolicyPlan[],
  target: Target,
  endpoint: ScaledEndpoint,
  component: EndpointComponent,
): readonly Policy[] {
  return plans.map((plan) => {
    const policy = new Policy(
      resourceNames.stepPolicy(component.plan.name, plan.key),
      {
        policyType: "StepScaling",
        // Ids from the target's outputs: the engine replaces the policies with their target.
        resourceId: target.resourceId,
        scalableDimension: target.scalableDimension,
        serviceNamespace: target.serviceNamespace,
        stepScalingPolicyConfiguration: {
          adjustmentType: plan.adjustmentType,
          cooldown: plan.cooldown,
          metricAggregationType: plan.metricAggregationType,
          stepAdjustments: plan.stepAdjustments.map(toStepAdjustment),
        },
      },
      component.scalingOptions,
    );
    createPolicyAlarm(plan, policy, endpoint, component);
    return policy;
  });
}

/** The provider takes the bounds as text, to tell 0 from absent. */
function toStepAdjustment(step: StepAdjustmentPlan) {
  const { metricIntervalLowerBound: lower, metricIntervalUpperBound: upper } = step;
  return {
    ...(lower === undefined ? {} : { metricIntervalLowerBound: String(lower) }),
    ...(upper === undefined ? {} : { metricIntervalUpperBound: String(upper) }),
    scalingAdjustment: step.scalingAdjustment,
  };
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
function createPolicyAlarm(
  { key, alarm: { dimensions, ...alarm } }: StepPolicyPlan,
  policy: Policy,
  endpoint: ScaledEndpoint,
  component: EndpointComponent,
): void {
  const { name, tags } = component.plan;
  new MetricAlarm(
    resourceNames.stepPolicy(name, key),
    { ...alarm, dimensions: toDimensions(dimensions, endpoint, component), alarmActions: [policy.arn], tags },
    { parent: component },
  );
}
