import { getUnit } from "../../config/schema";
import { type EndpointRule, listConfiguredLimits } from "./context";

/** Refuses a max above `guards.maxInstances`, if the limits are instances. */
export const checkMaxAboveGuard: EndpointRule = (context) => {
  const { maxInstances } = context.stack.guards;
  if (maxInstances === undefined || getUnit(context.sections) !== "instances") return [];
  return listConfiguredLimits(context)
    .filter(({ limits }) => limits.max > maxInstances)
    .map(({ what, limits, maxPath }) => ({
      severity: "error",
      code: "max-above-guard",
      path: maxPath,
      message: `${what} allows ${limits.max} instances, more than guards.maxInstances`,
      expected: `at most ${maxInstances}`,
      fix: `lower it to ${maxInstances}, or raise guards.maxInstances to ${limits.max}`,
    }));
};
