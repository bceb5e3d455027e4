import { minRealTimeInstances } from "../../aws/facts";
import { describeAsyncSetting, type EndpointRule, getEndpointKind, listConfiguredLimits } from "./context";

/**
 * Refuses min 0 on a real-time endpoint, as only asynchronous endpoints can have zero instances, and on a serverless one:
 * the least ProvisionedConcurrency that AWS documents is 1.
 */
export const checkMinZero: EndpointRule = (context) => {
  const kind = getEndpointKind(context);
  if (kind !== "real-time" && kind !== "serverless") return [];
  return listConfiguredLimits(context)
    .filter(({ limits }) => limits.min < minRealTimeInstances)
    .map(({ what, limits: { min, max }, minPath }) => {
      const limits =
        max < minRealTimeInstances ? `${minRealTimeInstances} for min and max` : `min: ${minRealTimeInstances}`;
      return {
        severity: "error",
        code: "min-zero",
        path: minPath,
        ...(kind === "serverless"
          ? {
              message: `${what} has min ${min}, but the least provisioned concurrency that AWS documents is 1`,
              expected: "1 or more",
              fix: `write ${limits}`,
            }
          : {
              message: `${what} has min ${min}, but a real-time endpoint cannot have zero instances`,
              expected: `${minRealTimeInstances} or more; 0 only with async`,
              fix: `write ${limits}, or ${describeAsyncSetting(context)}`,
            }),
      };
    });
};
