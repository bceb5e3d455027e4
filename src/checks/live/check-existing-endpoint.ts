import type { AwsResult, LiveEndpoint } from "../../aws/client";
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
 * What stands against putting an existing endpoint on its timetable.
 *
 * In: what was read of it; undefined: AWS has no such endpoint
 */
export function checkExistingEndpoint(
  context: Omit<ExistingEndpointContext, "live">,
  read: AwsResult<LiveEndpoint | undefined>,
): readonly Problem[] {
  const { path, existing } = context;
  if ("failure" in read) {
    return [
      {
        severity: "warning",
        code: "existing-endpoint-unread",
        path: `${path}.endpoint`,
        message: `whether something else scales ${existing.name} already is not known: ${read.failure.message}`,
        expected: "no target, or adopt: true: a target that is there would be overwritten",
        fix: read.failure.fix,
      },
    ];
  }
  if (read.found === undefined) {
    return [
      {
        severity: "error",
        code: "existing-endpoint-missing",
        path: `${path}.endpoint.existing`,
        message: `AWS has no endpoint "${existing.name}" in this account and region`,
        expected: "the name of an endpoint at AWS",
        fix: "correct the name, aws:region or aws:profile; aws sagemaker list-endpoints shows what there is",
      },
    ];
  }
  const live = read.found;
  return existingEndpointRules.flatMap((check) => check({ ...context, live }));
}
