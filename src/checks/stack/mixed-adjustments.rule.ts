import { getAdjustmentType } from "../../plan/endpoint";
import { type EndpointRule, listSteps } from "./context";

const adjustmentTexts = {
  ChangeInCapacity: "a number of instances",
  PercentChangeInCapacity: "a percentage",
  ExactCapacity: "an exact count",
} as const;
const adjustmentKeys = {
  ChangeInCapacity: "change:",
  PercentChangeInCapacity: "change:",
  ExactCapacity: "exactly:",
} as const;

/** Steps of one direction that count in different ways: they share one policy, and that has one way. */
export const checkMixedAdjustments: EndpointRule = (context) =>
  (["out", "in"] as const).flatMap((direction) => {
    const [first, ...others] = listSteps(context, direction);
    if (first === undefined) return [];
    const kind = getAdjustmentType(first.step);
    return others
      .filter(({ step }) => getAdjustmentType(step) !== kind)
      .map(({ step, changePath }) => ({
        severity: "error",
        code: "mixed-adjustments",
        path: changePath,
        message: `this step changes by ${adjustmentTexts[getAdjustmentType(step)]}, "${first.label}" by ${adjustmentTexts[kind]}`,
        expected: `one way for all steps that scale ${direction}`,
        fix: `write ${adjustmentKeys[kind]} and ${adjustmentTexts[kind]} here too`,
      }));
  });
