import type { LiveEndpoint } from "../../aws/client";
import type { Problem } from "../../problem";
import { checkActionForeign } from "./action-foreign.rule";
import { checkActionOverwritten } from "./action-overwritten.rule";
import type { ExistingEndpointContext, ExistingEndpointRule } from "./existing-endpoint-context";
import { checkPolicyForeign } from "./policy-foreign.rule";
import { checkTargetMissing } from "./target-missing.rule";
import { checkTargetTaken } from "./target-taken.rule";
import { checkVariantDiffers } from "./variant-differs.rule";

const existingEndpointRules: readonly ExistingEndpointRule[] = [
  checkVariantDiffers,
  checkTargetTaken,
  checkTargetMissing,
  checkActionOverwritten,
  checkActionForeign,
  checkPolicyForeign,
];

/**
 * Finds what prevents this stack from scaling an existing endpoint.
 * @param live - undefined if there is no such endpoint
 */
export function checkExistingEndpoint(
  context: Omit<ExistingEndpointContext, "live">,
  live: LiveEndpoint | undefined,
): readonly Problem[] {
  const { path, existing } = context;
  if (live === undefined) {
    return [
      {
        severity: "error",
        code: "existing-endpoint-missing",
        path: `${path}.endpoint.existing`,
        message: `AWS has no endpoint "${existing.name}" in this account and region`,
        expected: "the name of an existing endpoint",
        fix: "correct the name, aws:region or aws:profile; aws sagemaker list-endpoints lists the endpoints",
      },
    ];
  }
  return existingEndpointRules.flatMap((rule) => rule({ ...context, live }));
}
