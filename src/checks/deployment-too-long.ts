import { providerWaitSeconds } from "../aws-facts/quotas";
import type { CapacitySize, DeploymentStrategy } from "../config/config";
import type { EndpointCheck } from "./check";
import { possibleLimits } from "./possible-limits";

/** A deployment whose waits alone take longer than its own limit, or than the provider waits for it. */
export const deploymentTooLong: EndpointCheck = (context) => {
  const { deployment } = context.sections;
  if (deployment === undefined) return [];
  const largestFleet = Math.max(1, ...possibleLimits(context).map(({ max }) => max));
  const waitsSeconds = waitsOf(deployment.strategy, largestFleet);
  const limitSeconds = deployment.maximumExecutionTimeoutSeconds ?? providerWaitSeconds;
  const allowedSeconds = Math.min(limitSeconds, providerWaitSeconds);
  if (waitsSeconds < allowedSeconds) return [];
  return [
    {
      severity: "error",
      code: "deployment-too-long",
      path: `${context.path}.deployment`,
      message: `a deployment would wait for ${minutes(waitsSeconds)} in all`,
      expected:
        allowedSeconds < providerWaitSeconds
          ? `less than its own limit of ${minutes(allowedSeconds)}`
          : `less than ${minutes(providerWaitSeconds)}: after that the run fails while SageMaker goes on`,
      fix: "shorten the waits, or take larger steps",
    },
  ];
};

/** Between steps, and before the old fleet goes. */
function waitsOf(strategy: DeploymentStrategy, fleet: number): number {
  switch (strategy.type) {
    case "allAtOnce":
      return strategy.terminationWaitSeconds ?? 0;
    case "canary":
      return strategy.waitSeconds + (strategy.terminationWaitSeconds ?? 0);
    case "linear": {
      const waits = stepsOf(strategy.size, fleet) - 1;
      return waits * strategy.waitSeconds + (strategy.terminationWaitSeconds ?? 0);
    }
    case "rolling":
      return stepsOf(strategy.batch, fleet) * strategy.waitSeconds;
    default:
      return strategy satisfies never;
  }
}

function stepsOf({ type, value }: CapacitySize, fleet: number): number {
  return Math.ceil((type === "percent" ? 100 : fleet) / value);
}

function minutes(seconds: number): string {
  return `${Math.ceil(seconds / 60)} minutes`;
}
