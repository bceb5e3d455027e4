import type { StepConfig } from "../config/config";
import type { Limits } from "../timetable/limits";
import type { EndpointCheck } from "./check";
import { placedSteps } from "./placed-steps";
import { isPinned, possibleLimits } from "./possible-limits";

/** A step that can never add an instance, since max holds the count at every moment. */
export const scaleOutNever: EndpointCheck = (context) => {
  const limits = possibleLimits(context);
  if (limits.length === 0) return [];
  const { scaling } = context.sections;
  const tracked =
    scaling?.kind === "targetTracking" && limits.every(isPinned)
      ? [{ path: `${context.path}.scaling`, words: "target tracking" }]
      : [];
  const steps = placedSteps(context, "out").filter(
    ({ step }) => !limits.some((pair) => adds(step, pair)),
  );
  return [...steps, ...tracked].map(({ path, words }) => ({
    severity: "warning",
    code: "scale-out-never",
    path,
    message: `"${words}" can never scale out: max holds the instance count at every moment`,
    expected: "a max above min at some time, and a count above that min to scale out to",
    fix: "raise a max, or remove the step",
  }));
};

function adds({ change }: StepConfig, limits: Limits): boolean {
  if (isPinned(limits)) return false;
  return "exactly" in change ? change.exactly > limits.min : true;
}
