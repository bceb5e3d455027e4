import { minRealTimeInstances } from "../../aws/facts";
import {
  describeAsyncSetting,
  type EndpointRule,
  getEndpointKind,
  listScheduleLimits,
  listTimetableLimits,
} from "./context";

/** A min of 0 on an endpoint that answers in real time: only asynchronous ones can be at zero. */
export const checkMinZero: EndpointRule = (context) => {
  if (getEndpointKind(context) !== "real-time") return [];
  return [...listTimetableLimits(context), ...listScheduleLimits(context)]
    .filter(({ limits }) => limits.min < minRealTimeInstances)
    .map(({ what, limits: { min, max }, minPath }) => ({
      severity: "error",
      code: "min-zero",
      path: minPath,
      message: `${what} has min ${min}, and an endpoint that answers in real time cannot be at zero instances`,
      expected: `${minRealTimeInstances} or more; 0 only with async`,
      fix:
        max < minRealTimeInstances
          ? `write ${minRealTimeInstances} for min and max, or ${describeAsyncSetting(context)}`
          : `write min: ${minRealTimeInstances}, or ${describeAsyncSetting(context)}`,
    }));
};
