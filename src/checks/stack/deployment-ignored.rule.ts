import { isInf1 } from "../../aws/facts";
import type { EndpointRule } from "./context";

/** A deployment in steps on a type for which SageMaker shifts all traffic at once nevertheless. */
export const checkDeploymentIgnored: EndpointRule = ({ path, sections }) => {
  const { deployment, variant } = sections;
  if (deployment === undefined || variant === undefined) return [];
  if (deployment.strategy.type === "allAtOnce" || !isInf1(variant.instanceType)) return [];
  return [
    {
      severity: "warning",
      code: "deployment-ignored",
      path: `${path}.deployment`,
      message: `on ${variant.instanceType} SageMaker shifts all traffic at once, whatever stands here`,
      expected: "another instance type, or the strategy allAtOnce",
      fix: "write strategy: allAtOnce",
    },
  ];
};
