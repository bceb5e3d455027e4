import { type EndpointRule, findIneffectiveSteps } from "./context";

/** Warns of scaling that can never remove an instance under the endpoint's limits. */
export const checkScaleInNever: EndpointRule = (context) =>
  findIneffectiveSteps(context, "in").map(({ path, label }) => ({
    severity: "warning",
    code: "scale-in-never",
    path,
    message: `"${label}" can never scale in under any of the endpoint's limits`,
    expected: "a max above min at some time, and a count below that max to scale in to",
    fix: "raise a max, or remove the step",
  }));
