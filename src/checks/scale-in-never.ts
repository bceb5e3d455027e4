import type { StepConfig } from "../config/config";
import type { Limits } from "../timetable/limits";
import type { EndpointCheck } from "./check";
import { placedSteps } from "./placed-steps";
import { isPinned, possibleLimits } from "./possible-limits";

/** A step that can never remove an instance, since min holds the count at every moment. */
export const scaleInNever: EndpointCheck = (context) => {
  const limits = possibleLimits(context);
  if (limits.length === 0) return [];
  const { scaling } = context.sections;
  const tracked =
    scaling?.kind === "targetTracking" && scaling.scaleIn && limits.every(isPinned)
      ? [{ path: `${context.path}.scaling`, words: "target tracking" }]
      : [];
  const steps = placedSteps(context, "in").filter(
    ({ step }) => !limits.some((pair) => removes(step, pair)),
  );
  return [...steps, ...tracked].map(({ path, words }) => ({
    severity: "warning",
    code: "scale-in-never",
    path,
    message: `"${words}" can never scale in: min holds the instance count at every moment`,
    expected: "a max above min at some time, and a count below that max to scale in to",
    fix: "raise a max, or remove the step",
  }));
};

function removes({ change }: StepConfig, limits: Limits): boolean {
  if (isPinned(limits)) return false;
  return "exactly" in change ? change.exactly < limits.max : true;
}
