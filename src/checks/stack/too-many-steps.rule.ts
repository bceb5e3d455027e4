import { maxStepAdjustmentsPerPolicy } from "../../aws/facts";
import { type EndpointRule, listSteps } from "./context";

/** Refuses more steps in one direction than a policy can have. */
export const checkTooManySteps: EndpointRule = (context) =>
  (["out", "in"] as const).flatMap((direction) => {
    const count = listSteps(context, direction).length;
    if (count <= maxStepAdjustmentsPerPolicy) return [];
    return {
      severity: "error",
      code: "too-many-steps",
      path: `${context.path}.scaling.steps`,
      message: `${count} steps scale ${direction}`,
      expected: `at most ${maxStepAdjustmentsPerPolicy} in each direction`,
      fix: "join neighboring steps",
    };
  });
