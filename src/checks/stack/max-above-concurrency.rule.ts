import { type EndpointRule, listConfiguredLimits } from "./context";

/**
 * Refuses a max above the endpoint's MaxConcurrency.
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ProductionVariantServerlessConfig.html
 */
export const checkMaxAboveConcurrency: EndpointRule = (context) => {
  const { endpoint, variant } = context.sections;
  const { maxConcurrency } = endpoint ?? variant?.serverless ?? {};
  if (maxConcurrency === undefined) return [];
  return listConfiguredLimits(context)
    .filter(({ limits }) => limits.max > maxConcurrency)
    .map(({ what, limits, maxPath }) => ({
      severity: "error",
      code: "max-above-concurrency",
      path: maxPath,
      message: `${what} allows a provisioned concurrency of ${limits.max}, more than serverless.maxConcurrency`,
      expected: `at most ${maxConcurrency}`,
      fix: `lower it to ${maxConcurrency}, or raise ${endpoint === undefined ? "" : "MaxConcurrency of the endpoint and "}serverless.maxConcurrency`,
    }));
};
