import { isInf1 } from "../../aws/facts";
import type { EndpointRule } from "./context";

/** Warns of instance types for which SageMaker ignores deployment steps. */
export const checkDeploymentIgnored: EndpointRule = ({ path, sections }) => {
  const { deployment, variant } = sections;
  if (deployment === undefined || variant === undefined) return [];
  if (deployment.strategy.type === "allAtOnce" || !isInf1(variant.instanceType ?? "")) return [];
  return [
    {
      severity: "warning",
      code: "deployment-ignored",
      path: `${path}.deployment`,
      message: `SageMaker shifts all traffic at once on ${variant.instanceType} and ignores this strategy`,
      expected: "another instance type, or strategy allAtOnce",
      fix: "write strategy: allAtOnce",
    },
  ];
};
