import type { LiveEndpoint } from "../../aws/client";
import type { Problem } from "../../problem";
import { checkActionForeign } from "./action-foreign.rule";
import { checkActionOverwritten } from "./action-overwritten.rule";
import { checkComponentDiffers } from "./component-differs.rule";
import {
  type ExistingEndpointContext,
  type ExistingEndpointRule,
  formatSectionPath,
} from "./existing-endpoint-context";
import { checkInstancesStay } from "./instances-stay.rule";
import { checkPolicyForeign } from "./policy-foreign.rule";
import { checkServerlessDiffers } from "./serverless-differs.rule";
import { checkTargetMissing } from "./target-missing.rule";
import { checkTargetTaken } from "./target-taken.rule";
import { checkVariantDiffers } from "./variant-differs.rule";

const existingEndpointRules: readonly ExistingEndpointRule[] = [
  checkVariantDiffers,
  checkServerlessDiffers,
  checkComponentDiffers,
  checkInstancesStay,
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
  const { name, unit } = context.existing;
  if (live === undefined) {
    const [what, list] =
      unit === "copies"
        ? ["inference component", "aws sagemaker list-inference-components lists the components"]
        : ["endpoint", "aws sagemaker list-endpoints lists the endpoints"];
    return [
      {
        severity: "error",
        code: "existing-endpoint-missing",
        path: `${formatSectionPath(context)}.existing`,
        message: `AWS has no ${what} "${name}" in this account and region`,
        expected: `the name of an existing ${what}`,
        fix: `correct the name, aws:region or aws:profile; ${list}`,
      },
    ];
  }
  return existingEndpointRules.flatMap((rule) => rule({ ...context, live }));
}
