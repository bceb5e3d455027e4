import type { EndpointRule } from "./context";

/** Warns of deployments in steps that no alarm can roll back. */
export const checkDeploymentUnwatched: EndpointRule = ({ path, sections }) => {
  const { deployment } = sections;
  if (deployment === undefined || deployment.strategy.type === "allAtOnce") return [];
  if (deployment.rollbackAlarms.length > 0) return [];
  return [
    {
      severity: "warning",
      code: "deployment-unwatched",
      path: `${path}.deployment`,
      message: "the deployment waits between its steps, but no alarm would roll it back",
      expected: "alarms under rollbackAlarms; adding them to an existing endpoint replaces it",
      fix: "write rollbackAlarms: [<name of an alarm on errors or latency>]",
    },
  ];
};
