import { getAdjustmentType, getStepAdjustment, getStepThreshold } from "../../plan/endpoint";
import type { Problem } from "../../problem";
import { type EndpointContext, type EndpointRule, listSteps } from "./context";

/** A step further out that does less than the step before it. */
export const checkStepsOrder: EndpointRule = (context) => [
  ...findWeakerSteps(context, "out"),
  ...findWeakerSteps(context, "in"),
];

function findWeakerSteps(context: EndpointContext, direction: "out" | "in"): readonly Problem[] {
  const sign = direction === "out" ? 1 : -1;
  const steps = listSteps(context, direction).toSorted(
    (a, b) => sign * (getStepThreshold(a.step) - getStepThreshold(b.step)),
  );
  return steps.flatMap((further, index) => {
    const nearer = steps[index - 1];
    if (nearer === undefined) return [];
    if (getAdjustmentType(nearer.step) !== getAdjustmentType(further.step)) return [];
    const gain = sign * (getStepAdjustment(further.step) - getStepAdjustment(nearer.step));
    if (gain >= 0) return [];
    return [
      {
        severity: "warning",
        code: "steps-order",
        path: further.changePath,
        message: `"${further.label}" changes less than "${nearer.label}" does, although it is further out`,
        expected: "steps that do more the further out they begin",
        fix: "swap the two changes",
      },
    ];
  });
}
