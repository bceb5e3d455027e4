import { type EndpointRule, findIneffectiveSteps } from "./context";

/** A step that can never add an instance, since max holds the count at every moment. */
export const checkScaleOutNever: EndpointRule = (context) =>
  findIneffectiveSteps(context, "out").map(({ path, label: words }) => ({
    severity: "warning",
    code: "scale-out-never",
    path,
    message: `"${words}" can never scale out: max holds the instance count at every moment`,
    expected: "a max above min at some time, and a count above that min to scale out to",
    fix: "raise a max, or remove the step",
  }));
