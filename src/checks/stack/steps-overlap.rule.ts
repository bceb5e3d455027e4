import { getStepThreshold } from "../../plan/endpoint";
import type { Problem } from "../../problem";
import { type EndpointContext, type EndpointRule, listSteps } from "./context";

/** Refuses steps that repeat a threshold, or that would scale in and out at once. */
export const checkStepsOverlap: EndpointRule = (context) => [
  ...findRepeatedThresholds(context, "out"),
  ...findRepeatedThresholds(context, "in"),
  ...findCrossingDirections(context),
];

function findRepeatedThresholds(context: EndpointContext, direction: "out" | "in"): readonly Problem[] {
  const steps = listSteps(context, direction);
  return steps
    .filter(({ label }, index) => steps.findIndex((step) => step.label === label) < index)
    .map(({ path, label }) => ({
      severity: "error",
      code: "steps-overlap",
      path,
      message: `"${label}" appears twice`,
      expected: "each threshold once per direction",
      fix: "remove one of the two, or move its threshold",
    }));
}

function findCrossingDirections(context: EndpointContext): readonly Problem[] {
  const [lowest] = listSteps(context, "out").toSorted((a, b) => getStepThreshold(a.step) - getStepThreshold(b.step));
  if (lowest === undefined) return [];
  return listSteps(context, "in")
    .filter(({ step }) => getStepThreshold(step) > getStepThreshold(lowest.step))
    .map(({ path, label }) => ({
      severity: "error",
      code: "steps-overlap",
      path,
      message: `"${label}" and "${lowest.label}" overlap, so the fleet would scale in and out at once`,
      expected: "below thresholds at or under the lowest above threshold",
      fix: `write below: ${getStepThreshold(lowest.step)} or less`,
    }));
}
