import { type EndpointRule, listOtherVariants } from "./context";

/**
 * Refuses a rolling deployment of an endpoint with several variants.
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/deployment-guardrails-exclusions.html
 */
export const checkRollingRefused: EndpointRule = (context) => {
  const { path, sections } = context;
  const others = listOtherVariants(context);
  if (sections.deployment?.strategy.type !== "rolling" || others.length === 0) return [];
  return [
    {
      severity: "error",
      code: "rolling-refused",
      path: `${path}.deployment.strategy`,
      message: `SageMaker has no rolling deployment for an endpoint with several variants; ${others.join(", ")} adds to this one`,
      expected: "strategy allAtOnce, canary or linear",
      fix: "write strategy: allAtOnce",
    },
  ];
};
