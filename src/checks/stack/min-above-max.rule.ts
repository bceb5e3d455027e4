import { type EndpointRule, formatSchedulePath, listTimetableLimits } from "./context";

/**
 * A min above its max: AWS refuses such an action. `min-above-max` looks at raw schedules.
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

/**
 * A raw schedule whose max is below its min: AWS refuses the action.
 *
 * A firing never leaves a min above the max in force either, since each sets both.
 */
export const checkScheduleMinAboveMax: EndpointRule = ({ path, sections }) =>
  Object.entries(sections.schedules ?? {})
    .filter(([, { min, max }]) => min > max)
    .map(([name, { min, max }]) => ({
      severity: "error",
      code: "min-above-max",
      path: `${formatSchedulePath(path, name)}.max`,
      message: `max ${max} is below min ${min}`,
      expected: "a max that is min or more",
      fix: `write min: ${max}, max: ${min}`,
    }));
