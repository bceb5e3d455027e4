import { stepAdjustmentsPerPolicy } from "../aws-facts/quotas";
import type { EndpointCheck } from "./check";
import { placedSteps } from "./placed-steps";

/** More steps in one direction than one policy may have. */
export const tooManySteps: EndpointCheck = (context) =>
  (["out", "in"] as const).flatMap((direction) => {
    const count = placedSteps(context, direction).length;
    if (count <= stepAdjustmentsPerPolicy) return [];
    return [
      {
        severity: "error",
        code: "too-many-steps",
        path: `${context.path}.scaling.steps`,
        message: `${count} steps scale ${direction}`,
        expected: `at most ${stepAdjustmentsPerPolicy} in each direction`,
        fix: "join neighbouring steps",
      },
    ];
  });
