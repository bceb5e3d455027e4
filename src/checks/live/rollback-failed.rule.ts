import type { EndpointCounts } from "../../aws/client";
import type { Problem } from "../../problem";

/**
 * An endpoint of which neither the new fleet came nor the whole old one back.
 *
 * Only an update ends that, and a stack file that asks for what the endpoint was to become makes none: the run would
 * find nothing to do and look like success.
 *
 * In:     what AWS says of the endpoint; undefined: not there
 * Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeEndpoint.html, UpdateRollbackFailed;
 *         https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateEndpoint.html
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
      message: `endpoint ${name} is UpdateRollbackFailed${reason}: no scheduled action moves it any more, and a run that has nothing else to change of it leaves it so`,
      expected: "an endpoint that is InService",
      fix: `${command} --retain-all-variant-properties --retain-deployment-config, which starts the configuration in service anew`,
    },
  ];
}
