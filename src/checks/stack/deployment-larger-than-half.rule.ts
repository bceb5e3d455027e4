import { canaryPercentRange } from "../../aws/facts";
import { type EndpointRule, listPossibleLimits } from "./context";

/** Warns of deployment steps that SageMaker refuses while the fleet is small. */
export const checkDeploymentLargerThanHalf: EndpointRule = (context) => {
  const strategy = context.sections.deployment?.strategy;
  if (strategy === undefined || strategy.type === "allAtOnce") return [];
  const [key, size] = strategy.type === "rolling" ? ["batch", strategy.batch] : ["size", strategy.size];
  if (size.type === "percent") return [];
  const smallest = Math.max(1, Math.min(...listPossibleLimits(context).map(({ min }) => min)));
  const share = (size.value / smallest) * 100;
  if (!Number.isFinite(smallest) || share <= canaryPercentRange.to) return [];
  return [
    {
      severity: "warning",
      code: "deployment-larger-than-half",
      path: `${context.path}.deployment.${key}`,
      message: `steps of ${size.value} are more than half of a fleet of ${smallest}, and SageMaker then refuses the deployment`,
      expected: `at most ${canaryPercentRange.to}% of the smallest fleet`,
      fix: `write ${key}: ${canaryPercentRange.to}% or less`,
    },
  ];
};
