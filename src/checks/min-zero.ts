import { smallestRealTimeMin } from "../aws-facts/quotas";
import type { EndpointCheck } from "./check";
import { asyncText, endpointKind } from "./endpoint-kind";
import { scheduleLimits, timetableLimits } from "./written-limits";

/** A min of 0 on an endpoint that answers in real time: only asynchronous ones can be at zero. */
export const minZero: EndpointCheck = (context) => {
  if (endpointKind(context) !== "real-time") return [];
  return [...timetableLimits(context), ...scheduleLimits(context)]
    .filter(({ limits }) => limits.min < smallestRealTimeMin)
    .map(({ what, limits: { min, max }, minPath }) => ({
      severity: "error",
      code: "min-zero",
      path: minPath,
      message: `${what} has min ${min}, and an endpoint that answers in real time cannot be at zero instances`,
      expected: `${smallestRealTimeMin} or more; 0 only with async`,
      fix:
        max < smallestRealTimeMin
          ? `write ${smallestRealTimeMin} for min and max, or ${asyncText(context)}`
          : `write min: ${smallestRealTimeMin}, or ${asyncText(context)}`,
    }));
};
