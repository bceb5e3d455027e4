import type { EndpointRule } from "./context";

/** A deployment in steps that nothing watches: it waits between them, and goes on whatever happens. */
export const checkDeploymentUnwatched: EndpointRule = ({ path, sections }) => {
  const { deployment } = sections;
  if (deployment === undefined || deployment.strategy.type === "allAtOnce") return [];
  if (deployment.rollbackAlarms.length > 0) return [];
  return [
    {
      severity: "warning",
      code: "deployment-unwatched",
      path: `${path}.deployment`,
      message: "a deployment in steps waits between them, and nothing here would roll it back",
      expected: "alarms under rollbackAlarms; added after the endpoint is made, they replace it",
      fix: "write rollbackAlarms: [<name of an alarm on errors or latency>]",
    },
  ];
};
