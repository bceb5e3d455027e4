import type { EndpointRule } from "./check";
import { formatSchedulePath } from "./raw-path";

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
      code: "raw-limits-inverted",
      path: `${formatSchedulePath(path, name)}.max`,
      message: `max ${max} is below min ${min}`,
      expected: "a max that is min or more",
      fix: `write min: ${max}, max: ${min}`,
    }));
