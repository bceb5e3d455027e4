import {
  canaryPercentRange,
  linearPercentRange,
  rollbackPercentRange,
  rollingPercentRange,
} from "../aws-facts/field-ranges";
import type { VariantState } from "./instances";
import type { DeploymentConfigInput } from "./sagemaker-shapes";
import type { AwsState } from "./state";

/**
 * The instances that a deployment starts before it ends any: the whole new fleet, or one batch of a rolling update.
 *
 * Source: https://docs.aws.amazon.com/sagemaker/latest/dg/deployment-guardrails-rolling.html
 */
export function countInstancesAddedAtOnce(
  deployment: DeploymentConfigInput | undefined,
  fleet: readonly VariantState[],
): readonly VariantState[] {
  const rolling = deployment?.RollingUpdatePolicy;
  if (rolling === undefined) return fleet;
  return fleet.map((variant) => {
    const batch = toInstanceCount(rolling.MaximumBatchSize, variant.desired);
    return {
      ...variant,
      current: Math.min(variant.current, batch),
      desired: Math.min(variant.desired, batch),
      starting: variant.starting.slice(0, batch),
    };
  });
}

/** The percentages of a fleet that SageMaker takes. Source: API_RollingUpdatePolicy, API_TrafficRoutingConfig */
const percentages = {
  CanarySize: canaryPercentRange,
  LinearStepSize: linearPercentRange,
  MaximumBatchSize: rollingPercentRange,
  RollbackMaximumBatchSize: rollbackPercentRange,
} as const;

const sizeNames = [
  "CanarySize",
  "LinearStepSize",
  "MaximumBatchSize",
  "RollbackMaximumBatchSize",
] as const satisfies readonly (keyof typeof percentages)[];

/** What is wrong with the sizes of a deployment's steps; undefined for nothing. */
export function findSizeProblem(deployment: DeploymentConfigInput): string | undefined {
  const routing = deployment.BlueGreenUpdatePolicy?.TrafficRoutingConfiguration;
  const sizes = { ...routing, ...deployment.RollingUpdatePolicy };
  for (const name of sizeNames) {
    const size = sizes[name];
    const { from, to } = percentages[name];
    if (size?.Type !== "CAPACITY_PERCENT" || (size.Value >= from && size.Value <= to)) continue;
    return `${name} must be between ${from} and ${to} percent of the fleet.`;
  }
  return undefined;
}

/**
 * How long traffic takes to move once the new fleet is in service: bakes, steps, batches, and the wait before
 * the old fleet ends.
 *
 * Source: https://docs.aws.amazon.com/sagemaker/latest/dg/deployment-guardrails-blue-green.html; a bake needs alarms
 */
export function computeShiftSeconds(
  state: AwsState,
  deployment: DeploymentConfigInput | undefined,
  fleet: readonly VariantState[],
): number {
  const { shift, startup } = state.world.timing;
  const count = Math.max(1, ...fleet.map((variant) => variant.desired));
  const rolling = deployment?.RollingUpdatePolicy;
  if (rolling !== undefined) {
    const batches = Math.ceil(count / toInstanceCount(rolling.MaximumBatchSize, count));
    return shift + batches * rolling.WaitIntervalInSeconds + (batches - 1) * startup;
  }
  const blueGreen = deployment?.BlueGreenUpdatePolicy;
  if (blueGreen === undefined) return shift;
  const routing = blueGreen.TrafficRoutingConfiguration;
  const step = routing.LinearStepSize;
  const steps = {
    ALL_AT_ONCE: deployment?.AutoRollbackConfiguration === undefined ? 0 : 1,
    CANARY: 2,
    LINEAR: step === undefined ? 1 : Math.ceil(count / toInstanceCount(step, count)),
  }[routing.Type];
  return shift + steps * routing.WaitIntervalInSeconds + (blueGreen.TerminationWaitInSeconds ?? 0);
}

function toInstanceCount(
  size: { readonly Type: string; readonly Value: number },
  instances: number,
): number {
  if (size.Type === "INSTANCE_COUNT") return size.Value;
  return Math.max(1, Math.floor((instances * size.Value) / 100));
}
