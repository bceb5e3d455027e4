import type {
  ContainerConfig,
  ManagedEndpointConfig,
  StepScalingConfig,
  TargetTrackingConfig,
} from "../../src/config/schema/stack-config";

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

/** Steps that scale out and in. */
export const stepsBothWays = stepScalingOf([
  { when: { below: 100 }, change: { instances: -1 } },
  { when: { above: 600 }, change: { instances: 1 } },
]);

/** Steps that only scale out. */
export const stepsOut = stepScalingOf([{ when: { above: 600 }, change: { instances: 1 } }]);

/** Target tracking with the settings that a stack file gets when it says nothing. */
export const targetTracking: TargetTrackingConfig = {
  kind: "targetTracking",
  metric: "invocationsPerInstance",
  target: 400,
  scaleInCooldownSeconds: 300,
  scaleOutCooldownSeconds: 300,
  scaleIn: true,
};
