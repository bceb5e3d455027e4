import { type EndpointRule, findIneffectiveSteps } from "./context";

/** Warns of scaling that can never add an instance under the endpoint's limits. */
export const checkScaleOutNever: EndpointRule = (context) =>
  findIneffectiveSteps(context, "out").map(({ path, label }) => ({
    severity: "warning",
    code: "scale-out-never",
    path,
    message: `"${label}" can never scale out under any of the endpoint's limits`,
    expected: "a max above min at some time, and a count above that min to scale out to",
    fix: "raise a max, or remove the step",
  }));
