import type { CapacitySize, DeploymentConfig, DeploymentStrategy } from "../../config/schema";

/**
 * How UpdateEndpoint replaces the fleet. Times in seconds.
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DeploymentConfig.html
 */
export interface DeploymentPlan {
  readonly blueGreenUpdatePolicy?: BlueGreenPlan;
  readonly rollingUpdatePolicy?: RollingPlan;
  readonly autoRollbackConfiguration?: { readonly alarms: readonly { readonly alarmName: string }[] };
}

/** A number of instances, or a percentage of the fleet. */
interface CapacitySizePlan {
  readonly type: "INSTANCE_COUNT" | "CAPACITY_PERCENT";
  readonly value: number;
}

/** Creates a second fleet, then moves the traffic. */
interface BlueGreenPlan {
  readonly trafficRoutingConfiguration: {
    readonly type: "ALL_AT_ONCE" | "CANARY" | "LINEAR";
    readonly waitIntervalInSeconds: number;
    readonly canarySize?: CapacitySizePlan;
    readonly linearStepSize?: CapacitySizePlan;
  };
  readonly terminationWaitInSeconds?: number;
  readonly maximumExecutionTimeoutInSeconds?: number;
}

/** Replaces some instances at a time. */
interface RollingPlan {
  readonly maximumBatchSize: CapacitySizePlan;
  readonly rollbackMaximumBatchSize?: CapacitySizePlan;
  readonly waitIntervalInSeconds: number;
  readonly maximumExecutionTimeoutInSeconds?: number;
}

/**
 * SageMaker's default, in full, for an endpoint that no longer has a strategy in the stack file.
 *
 * No page says whether SageMaker drops its last deployment configuration if an update sends none. If it does
 * not, the provider would read it as a difference and update the endpoint in every run.
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeEndpoint.html, LastDeploymentConfig
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_BlueGreenUpdatePolicy.html, the default
 */
export const defaultDeployment: DeploymentPlan = { blueGreenUpdatePolicy: planAllAtOnce({ type: "allAtOnce" }) };

/** Plans the deployment. Only a new endpoint can get the rollback part. */
export function planDeployment(config: DeploymentConfig): DeploymentPlan {
  const alarms = config.rollbackAlarms.map((alarmName) => ({ alarmName }));
  return {
    ...planUpdatePolicy(config.strategy, config.maximumExecutionTimeoutSeconds),
    ...(alarms.length === 0 ? {} : { autoRollbackConfiguration: { alarms } }),
  };
}

function planUpdatePolicy(strategy: DeploymentStrategy, maximumSeconds: number | undefined): DeploymentPlan {
  const limit = maximumSeconds === undefined ? {} : { maximumExecutionTimeoutInSeconds: maximumSeconds };
  switch (strategy.type) {
    case "allAtOnce":
      return { blueGreenUpdatePolicy: { ...planAllAtOnce(strategy), ...limit } };
    case "canary":
    case "linear":
      return { blueGreenUpdatePolicy: { ...planTrafficSteps(strategy), ...limit } };
    case "rolling":
      return { rollingUpdatePolicy: { ...planRolling(strategy), ...limit } };
    default:
      return strategy satisfies never;
  }
}

type Strategy<T extends DeploymentStrategy["type"]> = Extract<DeploymentStrategy, { type: T }>;

function planAllAtOnce(strategy: Strategy<"allAtOnce">): BlueGreenPlan {
  return {
    trafficRoutingConfiguration: { type: "ALL_AT_ONCE", waitIntervalInSeconds: 0 },
    ...planTerminationWait(strategy.terminationWaitSeconds),
  };
}

function planTrafficSteps(strategy: Extract<DeploymentStrategy, { size: CapacitySize }>): BlueGreenPlan {
  const size = toCapacitySizePlan(strategy.size);
  return {
    trafficRoutingConfiguration: {
      waitIntervalInSeconds: strategy.waitSeconds,
      ...(strategy.type === "canary" ? { type: "CANARY", canarySize: size } : { type: "LINEAR", linearStepSize: size }),
    },
    ...planTerminationWait(strategy.terminationWaitSeconds),
  };
}

function planRolling(strategy: Strategy<"rolling">): RollingPlan {
  return {
    maximumBatchSize: toCapacitySizePlan(strategy.batch),
    ...(strategy.rollbackBatch === undefined
      ? {}
      : { rollbackMaximumBatchSize: toCapacitySizePlan(strategy.rollbackBatch) }),
    waitIntervalInSeconds: strategy.waitSeconds,
  };
}

function planTerminationWait(seconds: number | undefined): Pick<BlueGreenPlan, "terminationWaitInSeconds"> {
  return seconds === undefined ? {} : { terminationWaitInSeconds: seconds };
}

function toCapacitySizePlan({ type, value }: CapacitySize): CapacitySizePlan {
  return { type: type === "instances" ? "INSTANCE_COUNT" : "CAPACITY_PERCENT", value };
}
