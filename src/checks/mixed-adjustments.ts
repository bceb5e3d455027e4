import { adjustmentTypeOf } from "../plan/step-policies";
import type { EndpointCheck } from "./check";
import { placedSteps } from "./placed-steps";

const kinds = {
  ChangeInCapacity: "a number of instances",
  PercentChangeInCapacity: "a percentage",
  ExactCapacity: "an exact count",
} as const;
const keys = {
  ChangeInCapacity: "change:",
  PercentChangeInCapacity: "change:",
  ExactCapacity: "exactly:",
} as const;

/** Steps of one direction that count in different ways: they share one policy, and that has one way. */
export const mixedAdjustments: EndpointCheck = (context) =>
  (["out", "in"] as const).flatMap((direction) => {
    const [first, ...others] = placedSteps(context, direction);
    if (first === undefined) return [];
    const kind = adjustmentTypeOf(first.step);
    return others
      .filter(({ step }) => adjustmentTypeOf(step) !== kind)
      .map(({ step, changePath }) => ({
        severity: "error",
        code: "mixed-adjustments",
        path: changePath,
        message: `this step changes by ${kinds[adjustmentTypeOf(step)]}, "${first.words}" by ${kinds[kind]}`,
        expected: `one way for all steps that scale ${direction}`,
        fix: `write ${keys[kind]} and ${kinds[kind]} here too`,
      }));
  });
