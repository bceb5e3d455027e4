import { maxProviderWaitSeconds } from "../../aws/facts";
import type { CapacitySize, DeploymentStrategy } from "../../config/schema";
import { type EndpointRule, listPossibleLimits } from "./context";

/** Refuses deployments whose waits alone exceed their timeout, or the provider's. */
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
      message: `a deployment would wait ${formatMinutes(waitsSeconds)} in total`,
      expected:
        allowedSeconds < maxProviderWaitSeconds
          ? `less than its own limit of ${formatMinutes(allowedSeconds)}`
          : `less than ${formatMinutes(maxProviderWaitSeconds)}: after that the run fails while SageMaker continues`,
      fix: "shorten the waits, or use larger steps",
    },
  ];
};

/** Adds up the waits between steps and before the old fleet terminates. */
function sumWaits(strategy: DeploymentStrategy, fleet: number): number {
  switch (strategy.type) {
    case "allAtOnce":
      return strategy.terminationWaitSeconds ?? 0;
    case "canary":
      return strategy.waitSeconds + (strategy.terminationWaitSeconds ?? 0);
    case "linear":
      return (countSteps(strategy.size, fleet) - 1) * strategy.waitSeconds + (strategy.terminationWaitSeconds ?? 0);
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
