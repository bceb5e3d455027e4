import { type EndpointRule, getStepScaling, getUnitWords, listSteps } from "./context";

/** Warns of steps that only scale in; for those that only scale out, see `range-without-scale-in`. */
export const checkStepsOneWay: EndpointRule = (context) => {
  if (getStepScaling(context) === undefined || listSteps(context, "out").length > 0) return [];
  return [
    {
      severity: "warning",
      code: "steps-one-way",
      path: `${context.path}.scaling.steps`,
      message: `the steps only scale in: load never adds ${getUnitWords(context).many}, only another window's limits do`,
      expected: "steps above a threshold and steps below one",
      fix: "add a step with above:",
    },
  ];
};
