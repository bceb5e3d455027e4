import { getStepAdjustment } from "../../plan/endpoint";
import { type EndpointRule, listSteps } from "./context";

/** A step above a threshold that removes instances, or one below that adds some: it would feed itself. */
export const checkStepDirection: EndpointRule = (context) =>
  listSteps(context).flatMap(({ step, changePath, label: words }) => {
    if ("exactly" in step.change) return [];
    const isOut = "above" in step.when;
    const adds = getStepAdjustment(step) > 0;
    if (isOut === adds) return [];
    const written =
      "percent" in step.change ? `${step.change.percent}%` : `${step.change.instances}`;
    return [
      {
        severity: "error",
        code: "step-direction",
        path: changePath,
        message: `"${words}" with change ${written} ${adds ? "adds instances when there is little" : "removes instances when there is much"} to do`,
        expected: `a change ${isOut ? "above" : "below"} 0`,
        fix: `write change: ${adds ? `-${written}` : written.replace(/^-/, "")}`,
      },
    ];
  });
