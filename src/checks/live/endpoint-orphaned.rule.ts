import type { AwsResult, EndpointCounts } from "../../aws/client";
import type { Problem } from "../../problem";

/**
 * Refuses to create an endpoint that an interrupted run has created already, and warns of one that it may have created.
 *
 * The engine saves an endpoint when it is in service, so the state of a run that was killed before lacks it. The next run
 * would create another one under another name, and nothing would ever scale or delete the first.
 *
 * It is deleted and not adopted: `pulumi import` does not know that Pulumi has made the name, so the next run would
 * replace the endpoint; and `pulumi refresh --import-pending-creates` of CLI 3.259 forgets the creation and imports nothing.
 * @param configuration - the name at AWS of the one in the state
 * @param read - endpoints with this configuration or such a name, or why AWS does not say
 */
export function checkEndpointOrphaned(
  path: string,
  configuration: string | undefined,
  read: AwsResult<readonly Pick<EndpointCounts, "name" | "status" | "configName">[]>,
): readonly Problem[] {
  if ("failure" in read) {
    const { message, fix } = read.failure;
    const unread = `cannot see whether an interrupted run left an endpoint, beside which this one would be created: ${message}`;
    return [{ severity: "warning", code: "endpoint-orphaned", path, message: unread, fix }];
  }
  return read.found.map(({ name, status, configName }): Problem => {
    const deletion = `aws sagemaker delete-endpoint --endpoint-name ${name}`;
    if (configName !== configuration) {
      return {
        severity: "warning",
        code: "endpoint-orphaned",
        path,
        message: `AWS has endpoint ${name} (${status}), which nothing scales and which is not in the state. An interrupted run may have left it, or another stack is creating it`,
        fix: `if no stack has it, delete it: ${deletion}`,
      };
    }
    return {
      severity: "error",
      code: "endpoint-orphaned",
      path,
      message: `AWS has endpoint ${name} (${status}) with the configuration ${configName} of this stack, but the state does not have it: a run was interrupted while it created the endpoint. Its timetable does not scale it, and this run would create another one`,
      expected: "no endpoint at AWS that the state does not have",
      fix: `${deletion}, then pulumi refresh --clear-pending-creates and pulumi up`,
    };
  });
}
