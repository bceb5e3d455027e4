import type { ScalingPolicy, StepAdjustment } from "@aws-sdk/client-application-auto-scaling";

/** A scaling policy at AWS; what AWS leaves out is absent. Cooldowns in seconds. `alarms`: names of those that call it. */
export interface LivePolicy {
  readonly name: string;
  readonly step?: {
    readonly adjustmentType: string;
    readonly cooldown?: number;
    readonly stepAdjustments: readonly LiveStep[];
  };
  readonly tracking?: {
    readonly targetValue: number;
    readonly metric: string;
    readonly scaleInCooldown?: number;
    readonly scaleOutCooldown?: number;
    readonly disableScaleIn: boolean;
  };
  readonly alarms: readonly string[];
}

/** Bounds as distances from the alarm's threshold; absent: unbounded. */
interface LiveStep {
  readonly metricIntervalLowerBound?: number;
  readonly metricIntervalUpperBound?: number;
  readonly scalingAdjustment: number;
}

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_ScalingPolicy.html */
export function toLivePolicy(policy: ScalingPolicy): LivePolicy {
  const { StepScalingPolicyConfiguration: step, TargetTrackingScalingPolicyConfiguration: tracked } = policy;
  return {
    name: policy.PolicyName ?? "",
    ...(step === undefined
      ? {}
      : {
          step: {
            adjustmentType: step.AdjustmentType ?? "",
            ...(step.Cooldown === undefined ? {} : { cooldown: step.Cooldown }),
            stepAdjustments: (step.StepAdjustments ?? []).map(toLiveStep),
          },
        }),
    ...(tracked === undefined ? {} : { tracking: toLiveTracking(tracked) }),
    alarms: (policy.Alarms ?? []).map(({ AlarmName }) => AlarmName ?? ""),
  };
}

function toLiveStep(step: StepAdjustment): LiveStep {
  const { MetricIntervalLowerBound: lower, MetricIntervalUpperBound: upper } = step;
  return {
    ...(lower === undefined ? {} : { metricIntervalLowerBound: lower }),
    ...(upper === undefined ? {} : { metricIntervalUpperBound: upper }),
    scalingAdjustment: step.ScalingAdjustment ?? 0,
  };
}

function toLiveTracking(
  tracked: NonNullable<ScalingPolicy["TargetTrackingScalingPolicyConfiguration"]>,
): NonNullable<LivePolicy["tracking"]> {
  const { ScaleInCooldown: inward, ScaleOutCooldown: outward } = tracked;
  return {
    targetValue: tracked.TargetValue ?? 0,
    metric:
      tracked.PredefinedMetricSpecification?.PredefinedMetricType ??
      tracked.CustomizedMetricSpecification?.MetricName ??
      "",
    ...(inward === undefined ? {} : { scaleInCooldown: inward }),
    ...(outward === undefined ? {} : { scaleOutCooldown: outward }),
    disableScaleIn: tracked.DisableScaleIn ?? false,
  };
}
