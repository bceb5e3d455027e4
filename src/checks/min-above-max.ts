import type { EndpointRule } from "./check";
import { listTimetableLimits } from "./written-limits";

/**
 * A min above its max: AWS refuses such an action. `raw-limits-inverted` looks at raw schedules.
 *
 * Source: "Maximum capacity cannot be less than minimum capacity",
 *         https://github.com/hashicorp/terraform-provider-aws/pull/8777
 */
export const checkMinAboveMax: EndpointRule = (context) =>
  listTimetableLimits(context)
    .filter(({ limits: { min, max } }) => min > max)
    .map(({ what, limits: { min, max }, minPath }) => ({
      severity: "error",
      code: "min-above-max",
      path: minPath,
      message: `${what} has min ${min} above max ${max}`,
      expected: "a min that is max or less",
      fix: `write min: ${max}, max: ${min}, or correct the wrong one`,
    }));
