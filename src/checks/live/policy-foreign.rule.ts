import { formatScalingCommand } from "../../aws/client";
import { type ExistingEndpointRule, formatSectionPath } from "./existing-endpoint-context";

/** Warns of scaling policies from elsewhere, which keep moving the instance count between the limits. */
export const checkPolicyForeign: ExistingEndpointRule = (context) => {
  const { existing, owned, live } = context;
  return live.scaling.policies
    .filter(({ name }) => !owned.policies.includes(name))
    .map(({ name }) => ({
      severity: "warning",
      code: "policy-foreign",
      path: formatSectionPath(context),
      message: `scaling policy "${name}" of ${existing.name} does not belong to this stack and keeps scaling within the limits`,
      expected: "only the policies under scaling, or no scaling here",
      fix: `keep it and remove scaling here, or run: ${formatScalingCommand(live.scaling, "delete-scaling-policy", { "policy-name": name })}`,
    }));
};
