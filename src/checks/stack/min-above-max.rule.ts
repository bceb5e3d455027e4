import { type EndpointRule, listConfiguredLimits } from "./context";

/**
 * Refuses a min above its max, as AWS does.
 * @see https://github.com/hashicorp/terraform-provider-aws/pull/8777 ("Maximum capacity cannot be less than minimum capacity")
 */
export const checkMinAboveMax: EndpointRule = (context) =>
  listConfiguredLimits(context)
    .filter(({ limits: { min, max } }) => min > max)
    .map(({ what, limits: { min, max }, minPath }) => ({
      severity: "error",
      code: "min-above-max",
      path: minPath,
      message: `${what} has min ${min} above max ${max}`,
      expected: "a min at or below max",
      fix: `write min: ${max}, max: ${min}, or correct the wrong value`,
    }));
