import type { AwsRead } from "../live-aws/aws-read";
import type { LiveEndpoint } from "../live-aws/live-endpoint";
import type { Problem } from "../problem";
import { actionForeign } from "./action-foreign";
import { actionOverwritten } from "./action-overwritten";
import type { ExistingContext, LiveCheck } from "./live-check";
import { policyForeign } from "./policy-foreign";
import { targetMissing } from "./target-missing";
import { targetTaken } from "./target-taken";
import { variantDiffers } from "./variant-differs";

const checks: readonly LiveCheck[] = [
  variantDiffers,
  targetTaken,
  targetMissing,
  actionOverwritten,
  actionForeign,
  policyForeign,
];

/**
 * What stands against putting an existing endpoint on its timetable.
 *
 * In: what was read of it; undefined: AWS has no such endpoint
 */
export function existingEndpointProblems(
  context: Omit<ExistingContext, "live">,
  read: AwsRead<LiveEndpoint | undefined>,
): readonly Problem[] {
  const { path, existing } = context;
  if ("trouble" in read) {
    return [
      {
        severity: "warning",
        code: "existing-endpoint-unread",
        path: `${path}.endpoint`,
        message: `whether something else scales ${existing.name} already is not known: ${read.trouble.message}`,
        expected: "no target, or adopt: true: a target that is there would be overwritten",
        fix: read.trouble.fix,
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
  return checks.flatMap((check) => check({ ...context, live }));
}
