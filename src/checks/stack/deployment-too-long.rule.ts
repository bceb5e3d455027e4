import { maxProviderWaitSeconds } from "../../aws/facts";
import type { CapacitySize, DeploymentStrategy } from "../../config/schema";
import { type EndpointRule, listPossibleLimits } from "./context";

/** A deployment whose waits alone take longer than its own limit, or than the provider waits for it. */
export const checkDeploymentTooLong: EndpointRule = (context) => {
  const { deployment } = context.sections;
  if (deployment === undefined) return [];
  const largestFleet = Math.max(1, ...listPossibleLimits(context).map(({ max }) => max));
  const waitsSeconds = sumWaits(deployment.strategy, largestFleet);
  const limitSeconds = deployment.maximumExecutionTimeoutSeconds ?? maxProviderWaitSeconds;
  const allowedSeconds = Math.min(limitSeconds, maxProviderWaitSeconds);
  if (waitsSeconds < allowedSeconds) return [];
  return [
    {
      severity: "error",
      code: "deployment-too-long",
      path: `${context.path}.deployment`,
      message: `a deployment would wait for ${formatMinutes(waitsSeconds)} in all`,
      expected:
        allowedSeconds < maxProviderWaitSeconds
          ? `less than its own limit of ${formatMinutes(allowedSeconds)}`
          : `less than ${formatMinutes(maxProviderWaitSeconds)}: after that the run fails while SageMaker goes on`,
      fix: "shorten the waits, or take larger steps",
    },
  ];
};

/** Between steps, and before the old fleet goes. */
function sumWaits(strategy: DeploymentStrategy, fleet: number): number {
  switch (strategy.type) {
    case "allAtOnce":
      return strategy.terminationWaitSeconds ?? 0;
    case "canary":
      return strategy.waitSeconds + (strategy.terminationWaitSeconds ?? 0);
    case "linear": {
      const waits = countSteps(strategy.size, fleet) - 1;
      return waits * strategy.waitSeconds + (strategy.terminationWaitSeconds ?? 0);
    }
    case "rolling":
      return countSteps(strategy.batch, fleet) * strategy.waitSeconds;
    default:
      return strategy satisfies never;
  }
}

function countSteps({ type, value }: CapacitySize, fleet: number): number {
  return Math.ceil((type === "percent" ? 100 : fleet) / value);
}

function formatMinutes(seconds: number): string {
  return `${Math.ceil(seconds / 60)} minutes`;
}
