import { type EndpointRule, findIneffectiveSteps } from "./context";

/** A step that can never remove an instance, since min holds the count at every moment. */
export const checkScaleInNever: EndpointRule = (context) =>
  findIneffectiveSteps(context, "in").map(({ path, label: words }) => ({
    severity: "warning",
    code: "scale-in-never",
    path,
    message: `"${words}" can never scale in: min holds the instance count at every moment`,
    expected: "a max above min at some time, and a count below that max to scale in to",
    fix: "raise a max, or remove the step",
  }));
