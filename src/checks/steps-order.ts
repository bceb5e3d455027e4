import { adjustmentOf, adjustmentTypeOf, thresholdOf } from "../plan/step-policies";
import type { Problem } from "../problem";
import type { EndpointCheck, EndpointContext } from "./check";
import { placedSteps } from "./placed-steps";

/** A step further out that does less than the step before it. */
export const stepsOrder: EndpointCheck = (context) => [
  ...weakerSteps(context, "out"),
  ...weakerSteps(context, "in"),
];

function weakerSteps(context: EndpointContext, direction: "out" | "in"): readonly Problem[] {
  const sign = direction === "out" ? 1 : -1;
  const steps = placedSteps(context, direction).toSorted(
    (a, b) => sign * (thresholdOf(a.step) - thresholdOf(b.step)),
  );
  return steps.flatMap((further, index) => {
    const nearer = steps[index - 1];
    if (nearer === undefined) return [];
    if (adjustmentTypeOf(nearer.step) !== adjustmentTypeOf(further.step)) return [];
    const gain = sign * (adjustmentOf(further.step) - adjustmentOf(nearer.step));
    if (gain >= 0) return [];
    return [
      {
        severity: "warning",
        code: "steps-order",
        path: further.changePath,
        message: `"${further.words}" changes less than "${nearer.words}" does, although it is further out`,
        expected: "steps that do more the further out they begin",
        fix: "swap the two changes",
      },
    ];
  });
}
