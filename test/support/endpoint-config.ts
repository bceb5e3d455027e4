import type { ContainerConfig, ManagedEndpointConfig, StepScalingConfig } from "../../src/config/schema/stack-config";

/** One container from Amazon ECR. */
export const container: ContainerConfig = {
  image: "123456789012.dkr.ecr.eu-central-1.amazonaws.com/sentiment:1.4.0",
  dataUrl: "s3://models/sentiment.tar.gz",
  environment: {},
};

/** The shortest real-time endpoint: one container, one type, baseline 1-2 in the raw form, no action. */
export const minimalConfig: ManagedEndpointConfig = {
  model: { containers: [container], networkIsolation: false },
  variant: { name: "AllTraffic", instanceType: "ml.g5.xlarge" },
  baseline: { min: 1, max: 2 },
  schedules: {},
  tags: {},
};

/** Steps on `invocationsPerInstance` with the settings that a stack file gets when it says nothing. */
export function stepScalingOf(
  steps: StepScalingConfig["steps"],
  rest: Partial<StepScalingConfig> = {},
): StepScalingConfig {
  return {
    kind: "step",
    metric: "invocationsPerInstance",
    steps,
    cooldownSeconds: 300,
    periodSeconds: 60,
    evaluationPeriods: 3,
    datapointsToAlarm: 3,
    ...rest,
  };
}
