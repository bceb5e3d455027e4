import type { Problem } from "../problem";
import { thresholdOf } from "../plan/step-policies";
import type { EndpointCheck, EndpointContext } from "./check";
import { placedSteps } from "./placed-steps";

/** Two steps for the same value of the metric: a threshold twice, or scaling in and out at once. */
export const stepsOverlap: EndpointCheck = (context) => [
  ...repeatedThresholds(context, "out"),
  ...repeatedThresholds(context, "in"),
  ...crossingDirections(context),
];

function repeatedThresholds(context: EndpointContext, direction: "out" | "in"): readonly Problem[] {
  const steps = placedSteps(context, direction);
  return steps
    .filter(({ words }, index) => steps.slice(0, index).some((other) => other.words === words))
    .map(({ path, words }) => ({
      severity: "error",
      code: "steps-overlap",
      path,
      message: `"${words}" stands twice`,
      expected: "each threshold once in a direction",
      fix: "remove one of the two, or move its threshold",
    }));
}

function crossingDirections(context: EndpointContext): readonly Problem[] {
  const out = placedSteps(context, "out").toSorted(
    (a, b) => thresholdOf(a.step) - thresholdOf(b.step),
  );
  const [lowest] = out;
  if (lowest === undefined) return [];
  return placedSteps(context, "in")
    .filter(({ step }) => thresholdOf(step) > thresholdOf(lowest.step))
    .map(({ path, words }) => ({
      severity: "error",
      code: "steps-overlap",
      path,
      message: `"${words}" and "${lowest.words}" both hold for values between, so the fleet would scale in and out at once`,
      expected: "steps below that end where steps above begin, or earlier",
      fix: `write below: ${thresholdOf(lowest.step)} or less`,
    }));
}
