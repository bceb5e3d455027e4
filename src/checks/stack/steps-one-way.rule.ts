import { type EndpointRule, getStepScaling, listSteps } from "./context";

/** Steps in one direction only: what they add stays, or what they remove stays away, until a window's limits move it. */
export const checkStepsOneWay: EndpointRule = (context) => {
  if (getStepScaling(context) === undefined) return [];
  const [out, into] = [listSteps(context, "out").length, listSteps(context, "in").length];
  if (out > 0 === into > 0) return [];
  return [
    {
      severity: "warning",
      code: "steps-one-way",
      path: `${context.path}.scaling.steps`,
      message:
        out > 0
          ? "the steps only scale out: added instances stay until the limits of another window remove them"
          : "the steps only scale in: load adds no instance, only the limits of another window do",
      expected: "steps above a threshold and steps below one",
      fix: `add a step with ${out > 0 ? "below" : "above"}:`,
    },
  ];
};
