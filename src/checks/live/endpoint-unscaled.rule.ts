import type { AwsResult, EndpointCounts } from "../../aws/client";
import type { Problem } from "../../problem";

/** Statuses in which an endpoint serves nothing yet, or never will. */
const unservedStatuses: readonly string[] = ["Creating", "Failed", "Deleting"];

/**
 * Warns of an endpoint that nothing scales: a run was killed between the deregistration of its target and the end of an
 * update, or someone deregistered the target.
 * @param endpoint - what AWS returned
 * @param read - its scalable target, or why AWS does not say
 * @param variantName - the variant that the target would scale; absent: the first
 */
export function checkEndpointUnscaled(
  path: string,
  endpoint: EndpointCounts,
  read: AwsResult<object | undefined>,
  variantName?: string,
): readonly Problem[] {
  if (unservedStatuses.includes(endpoint.status)) return [];
  const { name, variants } = endpoint;
  const [variant] = variants.filter((each) => variantName === undefined || each.name === variantName);
  const place = variant === undefined || variants.length === 1 ? "endpoint" : `variant ${variant.name} of endpoint`;
  if ("failure" in read) {
    const { message, fix } = read.failure;
    return [
      {
        severity: "warning",
        code: "endpoint-unscaled",
        path,
        message: `cannot see whether anything scales ${name}: ${message}`,
        fix,
      },
    ];
  }
  if (read.found !== undefined) return [];
  const count = variant?.desired;
  const held = count === undefined ? "its instance count" : `its instance count (${count})`;
  return [
    {
      severity: "warning",
      code: "endpoint-unscaled",
      path,
      message: `nothing scales ${place} ${name}: AWS has no scalable target for it, so ${held} stays whatever the timetable says. A run was interrupted, or someone deregistered the target`,
      expected: "a registered target with its scheduled actions",
      fix: "run pulumi up --refresh, which registers them again",
    },
  ];
}
