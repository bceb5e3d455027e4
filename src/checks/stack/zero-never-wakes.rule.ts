import { type EndpointRule, getEndpointKind, listPossibleLimits, scalingExamples } from "./context";

/** Warns of an asynchronous endpoint at zero instances that no scaling policy wakes. */
export const checkZeroNeverWakes: EndpointRule = (context) => {
  const { path, sections } = context;
  if (getEndpointKind(context) !== "async" || sections.scaling !== undefined) return [];
  if (!listPossibleLimits(context).some(({ min, max }) => min === 0 && max > 0)) return [];
  return [
    {
      severity: "warning",
      code: "zero-never-wakes",
      path,
      message: "with min 0 and no scaling, a request waits until another window's limits start an instance",
      expected: "scaling, which also wakes the endpoint from zero instances",
      fix: `write ${scalingExamples.async}`,
    },
  ];
};
