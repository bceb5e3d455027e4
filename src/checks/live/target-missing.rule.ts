import type { ExistingEndpointRule } from "./existing-endpoint-context";

/** A scalable target that is to be imported, and is not there. */
export const checkTargetMissing: ExistingEndpointRule = ({ path, existing, owned: ours, live }) => {
  if (!existing.adopt || ours.target || live.scaling.target !== undefined) return [];
  return [
    {
      severity: "error",
      code: "target-missing",
      path: `${path}.endpoint.adopt`,
      message: `AWS has no scalable target for variant ${existing.variant.name} of ${existing.name}, so there is none to adopt`,
      expected: "adopt only where a target is registered",
      fix: "remove adopt: the target is registered then",
    },
  ];
};
