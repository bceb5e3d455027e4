import { findDeployedPolicies } from "../../../src/deploy/state/deployed-policies";

const resource = (type: string, name: string, outputs: object) => ({ type, name, outputs: { ...outputs } });
const policy = (name: string, outputs: object) => resource("aws:appautoscaling/policy:Policy", name, outputs);

describe("findDeployedPolicies", () => {
  it("reads step policies and their alarms as a plan has them", () => {
    const alarm = { threshold: 600, period: 60, evaluationPeriods: 3 };
    const resources = [
      policy("mood-scale-out", {
        stepScalingPolicyConfiguration: {
          ...{ adjustmentType: "ChangeInCapacity", cooldown: 300, metricAggregationType: "Average" },
          stepAdjustments: [
            { metricIntervalLowerBound: "0", metricIntervalUpperBound: "600", scalingAdjustment: 1 },
            { metricIntervalLowerBound: "600", metricIntervalUpperBound: "", scalingAdjustment: 3 },
          ],
        },
      }),
      resource("aws:cloudwatch/metricAlarm:MetricAlarm", "mood-scale-out", alarm),
      policy("mood-eu-scale-in", {}),
    ];
    expect(findDeployedPolicies({ resources }, "mood")).toEqual({
      stepPolicies: [
        {
          ...{ key: "scale-out", adjustmentType: "ChangeInCapacity", cooldown: 300 },
          stepAdjustments: [
            { metricIntervalLowerBound: 0, metricIntervalUpperBound: 600, scalingAdjustment: 1 },
            { metricIntervalLowerBound: 600, scalingAdjustment: 3 },
          ],
          alarm,
        },
      ],
    });
  });

  it("reads target tracking of either kind of metric", () => {
    const read = (specification: object) =>
      findDeployedPolicies(
        {
          resources: [
            policy("mood-target-tracking", {
              targetTrackingScalingPolicyConfiguration: {
                ...{ targetValue: 70, scaleInCooldown: 300, scaleOutCooldown: 60, disableScaleIn: true },
                ...specification,
              },
            }),
          ],
        },
        "mood",
      ).targetTracking;
    const predefined = { predefinedMetricType: "SageMakerVariantInvocationsPerInstance" };
    expect(read({ predefinedMetricSpecification: predefined })).toEqual({
      ...{ targetValue: 70, scaleInCooldown: 300, scaleOutCooldown: 60, disableScaleIn: true },
      metric: predefined,
    });
    const named = { customizedMetricSpecification: { metricName: "GPUUtilization", namespace: "n" } };
    expect(read(named)?.metric).toEqual({ metricName: "GPUUtilization" });
  });

  it("finds none before the first deployment, and if the state cannot be read", () => {
    expect(findDeployedPolicies({ resources: [] }, "mood")).toEqual({ stepPolicies: [] });
    expect(findDeployedPolicies({ unreadable: "locked" }, "mood")).toEqual({ stepPolicies: [] });
  });
});
