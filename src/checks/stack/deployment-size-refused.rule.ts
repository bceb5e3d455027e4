import { linearPercentRange } from "../../aws/facts";
import type { EndpointRule } from "./context";

/** Refuses linear deployments with smaller steps than SageMaker accepts. */
export const checkDeploymentSizeRefused: EndpointRule = ({ path, sections }) => {
  const strategy = sections.deployment?.strategy;
  if (strategy?.type !== "linear" || strategy.size.type !== "percent") return [];
  const { from, to } = linearPercentRange;
  if (strategy.size.value >= from) return [];
  return [
    {
      severity: "error",
      code: "deployment-size-refused",
      path: `${path}.deployment.size`,
      message: `${strategy.size.value}% is too small for a step of a linear deployment`,
      expected: `${from}% to ${to}%`,
      fix: `write size: ${from}%`,
    },
  ];
};
