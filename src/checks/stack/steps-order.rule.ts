import { getAdjustmentType, getStepAdjustment, getStepThreshold } from "../../plan/endpoint";
import { type EndpointRule, listSteps } from "./context";

/** Warns of steps that do less than a step with a nearer threshold. */
export const checkStepsOrder: EndpointRule = (context) =>
  (["out", "in"] as const).flatMap((direction) => {
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
      return {
        severity: "warning",
        code: "steps-order",
        path: further.changePath,
        message: `"${further.label}" changes the count less than "${nearer.label}", although its threshold is further out`,
        expected: "a larger change for a threshold further out",
        fix: "swap the two changes",
      };
    });
  });
