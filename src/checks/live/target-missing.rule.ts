import type { ExistingEndpointRule } from "./existing-endpoint-context";

/** Refuses `adopt: true` if there is no scalable target to import. */
export const checkTargetMissing: ExistingEndpointRule = ({ path, existing, owned, live }) => {
  if (!existing.adopt || owned.target || live.scaling.target !== undefined) return [];
  return [
    {
      severity: "error",
      code: "target-missing",
      path: `${path}.endpoint.adopt`,
      message: `variant ${existing.variant.name} of ${existing.name} has no scalable target to adopt`,
      expected: "adopt: true only for a registered target",
      fix: "remove adopt: the run then registers the target",
    },
  ];
};
