import { findDeployedSchedule } from "../../../src/deploy/state/deployed-schedule";
import { planManagedEndpoint } from "../../../src/plan/endpoint/endpoint-plan";
import type { ManagedEndpointConfig } from "../../../src/config/schema/stack-config";
import { describeDeployedChanges } from "../../../src/report/diff/describe-deployed-changes";
import { stepsBothWays } from "../../support/endpoint-config";
import { instant } from "../../support/instant";
import { compiled, office, reported } from "../../support/reported";

const now = instant("2026-11-24T08:00Z");
const endpoint = compiled(reported({ windows: office }));
const config: ManagedEndpointConfig = {
  ...endpoint.config,
  model: {
    containers: [{ image: "hf:1", dataUrl: "s3://models/a.tar.gz", environment: { A: "1" } }],
    networkIsolation: false,
  },
  variant: { name: "AllTraffic", instanceType: "ml.g5.xlarge" },
  async: { inputPath: "s3://in/", outputPath: "s3://out/", maxConcurrentInvocationsPerInstance: 4 },
  scaling: stepsBothWays,
  tags: {},
} as never;
const tracked: ManagedEndpointConfig = {
  ...config,
  scaling: {
    kind: "targetTracking",
    metric: "gpuUtilization",
    target: 60,
    scaleInCooldownSeconds: 300,
    scaleOutCooldownSeconds: 300,
    scaleIn: true,
  },
};

/** The state after a deployment, with the provider's own empty values and its order of steps. */
function deploy(deployed: ManagedEndpointConfig) {
  const plan = planManagedEndpoint("sentiment", deployed, endpoint.plan!, {});
  const [only] = plan.model.containers;
  const { asyncInferenceConfig } = plan.configuration;
  const resources = [
    ["appautoscaling/target:Target", "sentiment", plan.target],
    ["sagemaker/model:Model", "sentiment", { primaryContainer: { ...only, containerHostname: "" }, containers: [] }],
    [
      "sagemaker/endpointConfiguration:EndpointConfiguration",
      "sentiment",
      { productionVariants: [plan.configuration.productionVariant], asyncInferenceConfig },
    ],
    ...plan.scheduledActions.map(({ min, max, ...action }) => [
      "appautoscaling/scheduledAction:ScheduledAction",
      `sentiment/${action.name}`,
      { ...action, scalableTargetAction: { minCapacity: min, maxCapacity: max } },
    ]),
    ...plan.stepPolicies.flatMap(({ key, alarm, ...policy }) => [
      [
        "appautoscaling/policy:Policy",
        `sentiment-${key}`,
        {
          stepScalingPolicyConfiguration: {
            ...policy,
            stepAdjustments: policy.stepAdjustments
              .toReversed()
              .map((step) => ({
                ...step,
                metricIntervalLowerBound: String(step.metricIntervalLowerBound ?? ""),
                metricIntervalUpperBound: String(step.metricIntervalUpperBound ?? ""),
              })),
          },
        },
      ],
      ["cloudwatch/metricAlarm:MetricAlarm", `sentiment-${key}`, alarm],
    ]),
    ...(plan.targetTracking === undefined
      ? []
      : [
          [
            "appautoscaling/policy:Policy",
            "sentiment-target-tracking",
            {
              targetTrackingScalingPolicyConfiguration: {
                ...plan.targetTracking,
                customizedMetricSpecification: plan.targetTracking.metric,
              },
            },
          ],
        ]),
  ].map(([type, name, outputs]) => ({ type: `aws:${type as string}`, name: name as string, outputs }));
  return findDeployedSchedule({ resources: resources as never }, "sentiment");
}

const changes = (before: ManagedEndpointConfig, after: ManagedEndpointConfig, environmentIsSecret = false) =>
  describeDeployedChanges(
    { ...endpoint, config: after },
    deploy(before),
    now,
    (change) => environmentIsSecret && change.includes(".environment."),
  ).filter((line) => !line.startsWith("instance-hours"));

describe("findDeployedSettings", () => {
  it("finds no change in what was just deployed", () => {
    expect(changes(config, config)).toEqual([]);
    expect(changes(tracked, tracked)).toEqual([]);
  });

  it("names each change of model, async and steps, with both values", () => {
    const [container] = config.model.containers;
    const steps = stepsBothWays;
    const after: ManagedEndpointConfig = {
      ...config,
      model: { ...config.model, containers: [{ ...container!, image: "hf:2", environment: { A: "2" } }] },
      async: { outputPath: "s3://out/", failurePath: "s3://failed/" },
      scaling: { ...steps, cooldownSeconds: 600, steps: steps.steps.slice(0, 1) },
    };
    expect(changes(config, after)).toEqual([
      "no change of hours",
      "scaling.steps below 100: -1, above 600: +1 -> below 100: -1",
      "scaling.cooldown 5m -> 10m",
      "model.image hf:1 -> hf:2",
      "model.environment.A 1 -> 2",
      "async.failurePath none -> s3://failed/",
      "async.maxConcurrentInvocationsPerInstance 4 -> none",
    ]);
    expect(changes(config, after, true)).not.toContain("model.environment.A 1 -> 2");
  });

  it("names a change from steps to a target", () => {
    expect(changes(config, tracked)).toContain("scaling.target none -> 60");
    expect(changes(tracked, { ...tracked, scaling: { ...tracked.scaling!, target: 70 } as never })).toEqual([
      "no change of hours",
      "scaling.target 60 -> 70",
    ]);
  });
});
