import { formatScalingCommand } from "../../aws/client";
import type { ExistingEndpointRule } from "./existing-endpoint-context";

/** A scaling policy that the stack does not know: it goes on moving the instance count between the limits. */
export const checkPolicyForeign: ExistingEndpointRule = (context) => {
  const { path, existing, owned: ours, live } = context;
  return live.scaling.policies
    .map(({ name }) => name)
    .filter((name) => !ours.policies.includes(name))
    .map((name) => ({
      severity: "warning",
      code: "policy-foreign",
      path: `${path}.endpoint`,
      message: `the scaling policy "${name}" of ${existing.name} is none of this stack's, and goes on scaling within the limits`,
      expected: "the policies of scaling alone, or no scaling here",
      fix: `keep it and leave scaling out, or: ${formatScalingCommand(live.scaling.resourceId, "delete-scaling-policy", { "policy-name": name })}`,
    }));
};
