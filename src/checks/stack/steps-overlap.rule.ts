import { getStepThreshold } from "../../plan/endpoint";
import type { Problem } from "../../problem";
import { type EndpointContext, type EndpointRule, listSteps } from "./context";

/** Two steps for the same value of the metric: a threshold twice, or scaling in and out at once. */
export const checkStepsOverlap: EndpointRule = (context) => [
  ...findRepeatedThresholds(context, "out"),
  ...findRepeatedThresholds(context, "in"),
  ...findCrossingDirections(context),
];

function findRepeatedThresholds(
  context: EndpointContext,
  direction: "out" | "in",
): readonly Problem[] {
  const steps = listSteps(context, direction);
  return steps
    .filter(({ label: words }, index) =>
      steps.slice(0, index).some((other) => other.label === words),
    )
    .map(({ path, label: words }) => ({
      severity: "error",
      code: "steps-overlap",
      path,
      message: `"${words}" stands twice`,
      expected: "each threshold once in a direction",
      fix: "remove one of the two, or move its threshold",
    }));
}

function findCrossingDirections(context: EndpointContext): readonly Problem[] {
  const out = listSteps(context, "out").toSorted(
    (a, b) => getStepThreshold(a.step) - getStepThreshold(b.step),
  );
  const [lowest] = out;
  if (lowest === undefined) return [];
  return listSteps(context, "in")
    .filter(({ step }) => getStepThreshold(step) > getStepThreshold(lowest.step))
    .map(({ path, label: words }) => ({
      severity: "error",
      code: "steps-overlap",
      path,
      message: `"${words}" and "${lowest.label}" both hold for values between, so the fleet would scale in and out at once`,
      expected: "steps below that end where steps above begin, or earlier",
      fix: `write below: ${getStepThreshold(lowest.step)} or less`,
    }));
}
