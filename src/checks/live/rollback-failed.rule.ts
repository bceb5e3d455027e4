import type { EndpointCounts } from "../../aws/client";
import type { Problem } from "../../problem";

/**
 * Warns of an endpoint whose rollback failed.
 *
 * Only an update repairs it. A stack file that already asks for the failed configuration causes no update, so the run
 * would look like a success.
 * @param endpoint - what AWS returned; undefined if there is no such endpoint
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeEndpoint.html (UpdateRollbackFailed)
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateEndpoint.html
 */
export function checkRollbackFailed(
  path: string,
  endpoint: Pick<EndpointCounts, "name" | "status" | "configName" | "failureReason"> | undefined,
): readonly Problem[] {
  if (endpoint?.status !== "UpdateRollbackFailed") return [];
  const { name, configName, failureReason } = endpoint;
  const reason = failureReason === undefined ? "" : ` (${failureReason})`;
  const command = `aws sagemaker update-endpoint --endpoint-name ${name} --endpoint-config-name ${configName}`;
  return [
    {
      severity: "warning",
      code: "rollback-failed",
      path,
      message: `endpoint ${name} is in status UpdateRollbackFailed${reason}: scheduled actions no longer scale it, and a run without other changes does not repair it`,
      expected: "an endpoint in status InService",
      fix: `${command} --retain-all-variant-properties --retain-deployment-config, which deploys the current configuration again`,
    },
  ];
}
