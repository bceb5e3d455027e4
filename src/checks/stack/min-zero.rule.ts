import { minRealTimeInstances } from "../../aws/facts";
import { describeAsyncSetting, type EndpointRule, getEndpointKind, listConfiguredLimits } from "./context";

/** Refuses min 0 on a real-time endpoint: only asynchronous endpoints can have zero instances. */
export const checkMinZero: EndpointRule = (context) => {
  if (getEndpointKind(context) !== "real-time") return [];
  return listConfiguredLimits(context)
    .filter(({ limits }) => limits.min < minRealTimeInstances)
    .map(({ what, limits: { min, max }, minPath }) => {
      const limits =
        max < minRealTimeInstances ? `${minRealTimeInstances} for min and max` : `min: ${minRealTimeInstances}`;
      return {
        severity: "error",
        code: "min-zero",
        path: minPath,
        message: `${what} has min ${min}, but a real-time endpoint cannot have zero instances`,
        expected: `${minRealTimeInstances} or more; 0 only with async`,
        fix: `write ${limits}, or ${describeAsyncSetting(context)}`,
      };
    });
};
