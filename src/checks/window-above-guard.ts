import type { EndpointCheck } from "./check";
import { scheduleLimits, timetableLimits } from "./written-limits";

/** A max above `guards.maxInstances`, wherever limits are written. */
export const windowAboveGuard: EndpointCheck = (context) => {
  const { maxInstances } = context.stack.guards;
  if (maxInstances === undefined) return [];
  return [...timetableLimits(context), ...scheduleLimits(context)]
    .filter(({ limits }) => limits.max > maxInstances)
    .map(({ what, limits, maxPath }) => ({
      severity: "error",
      code: "window-above-guard",
      path: maxPath,
      message: `${what} allows ${limits.max} instances, more than guards.maxInstances`,
      expected: `${maxInstances} or less`,
      fix: `lower it to ${maxInstances}, or raise guards.maxInstances to ${limits.max}`,
    }));
};
