import { getStepAdjustment } from "../../plan/endpoint";
import { type EndpointRule, getUnitWords, listSteps } from "./context";

/** Refuses steps that remove instances under high load or add them under low load: they would repeat forever. */
export const checkStepDirection: EndpointRule = (context) =>
  listSteps(context).flatMap(({ step, changePath, label }) => {
    if ("exactly" in step.change) return [];
    const isOut = "above" in step.when;
    const adds = getStepAdjustment(step) > 0;
    const { many } = getUnitWords(context);
    if (isOut === adds) return [];
    const change = "percent" in step.change ? `${step.change.percent}%` : `${step.change.instances}`;
    return {
      severity: "error",
      code: "step-direction",
      path: changePath,
      message: `"${label}" with change ${change} ${adds ? `adds ${many} under low load` : `removes ${many} under high load`}`,
      expected: `a change ${isOut ? "above" : "below"} 0`,
      fix: `write change: ${adds ? `-${change}` : change.replace(/^-/, "")}`,
    };
  });
