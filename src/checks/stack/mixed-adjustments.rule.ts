import { getAdjustmentType } from "../../plan/endpoint";
import { type EndpointRule, listSteps } from "./context";

const adjustments = {
  ChangeInCapacity: { key: "change:", text: "a number of instances" },
  PercentChangeInCapacity: { key: "change:", text: "a percentage" },
  ExactCapacity: { key: "exactly:", text: "an exact count" },
} as const;

/** Refuses steps of one direction with different kinds of change: they share a policy, which has one kind. */
export const checkMixedAdjustments: EndpointRule = (context) =>
  (["out", "in"] as const).flatMap((direction) => {
    const [first, ...others] = listSteps(context, direction);
    if (first === undefined) return [];
    const type = getAdjustmentType(first.step);
    const { key, text } = adjustments[type];
    return others
      .filter(({ step }) => getAdjustmentType(step) !== type)
      .map(({ step, changePath }) => ({
        severity: "error",
        code: "mixed-adjustments",
        path: changePath,
        message: `this step uses ${adjustments[getAdjustmentType(step)].text}, but "${first.label}" uses ${text}`,
        expected: `one kind of change for all steps that scale ${direction}`,
        fix: `write ${key} with ${text} here too`,
      }));
  });
