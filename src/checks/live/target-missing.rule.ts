import { describeScaled, type ExistingEndpointRule, formatSectionPath } from "./existing-endpoint-context";

/** Refuses `adopt: true` if there is no scalable target to import. */
export const checkTargetMissing: ExistingEndpointRule = (context) => {
  const { existing, owned, live } = context;
  if (!existing.adopt || owned.target || live.scaling.target !== undefined) return [];
  return [
    {
      severity: "error",
      code: "target-missing",
      path: `${formatSectionPath(context)}.adopt`,
      message: `${describeScaled(existing)} has no scalable target to adopt`,
      expected: "adopt: true only for a registered target",
      fix: "remove adopt: the run then registers the target",
    },
  ];
};
