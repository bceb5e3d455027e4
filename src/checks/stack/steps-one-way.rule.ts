import { type EndpointRule, getStepScaling, listSteps } from "./context";

/** Warns of steps that scale in one direction only. */
export const checkStepsOneWay: EndpointRule = (context) => {
  if (getStepScaling(context) === undefined) return [];
  const [out, inward] = [listSteps(context, "out").length, listSteps(context, "in").length];
  if (out > 0 === inward > 0) return [];
  return [
    {
      severity: "warning",
      code: "steps-one-way",
      path: `${context.path}.scaling.steps`,
      message:
        out > 0
          ? "the steps only scale out: added instances stay until another window's limits remove them"
          : "the steps only scale in: load never adds an instance, only another window's limits do",
      expected: "steps above a threshold and steps below one",
      fix: `add a step with ${out > 0 ? "below" : "above"}:`,
    },
  ];
};
