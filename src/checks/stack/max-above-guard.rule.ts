import { type EndpointRule, listScheduleLimits, listTimetableLimits } from "./context";

/** A max above `guards.maxInstances`, wherever limits are written. */
export const checkMaxAboveGuard: EndpointRule = (context) => {
  const { maxInstances } = context.stack.guards;
  if (maxInstances === undefined) return [];
  return [...listTimetableLimits(context), ...listScheduleLimits(context)]
    .filter(({ limits }) => limits.max > maxInstances)
    .map(({ what, limits, maxPath }) => ({
      severity: "error",
      code: "max-above-guard",
      path: maxPath,
      message: `${what} allows ${limits.max} instances, more than guards.maxInstances`,
      expected: `${maxInstances} or less`,
      fix: `lower it to ${maxInstances}, or raise guards.maxInstances to ${limits.max}`,
    }));
};
