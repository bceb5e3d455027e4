import type { CompiledEndpoint } from "../compile";
import type { Named } from "../config/config";
import { pathText } from "../config/path-text";
import { untilInService, type Waiting } from "../live-aws/until-in-service";
import { endpointBusy } from "../live-checks/endpoint-busy";
import { endpointShape } from "../plan/endpoint";
import type { Problem } from "../problem";
import { deployedNames, type DeployedNames } from "../resources/deployed-names";
import type { DeployedResources } from "../resources/deployed-resources";

/**
 * Waits until each endpoint whose instance type or variant this run changes takes an update.
 *
 * For that the engine takes target and scheduled actions away first. An update that SageMaker then refused, as it does
 * in the minutes after a window has begun, would leave the endpoint off its timetable until the next run.
 *
 * Errors: none thrown; those that do not become ready are errors, what cannot be read is a warning
 */
export async function beforeShapeChanges(
  endpoints: Named<CompiledEndpoint>,
  deployed: DeployedResources,
  aws: Parameters<typeof untilInService>[0],
  waiting: Waiting,
): Promise<readonly Problem[]> {
  const problems = Object.values(endpoints).map(async (compiled): Promise<readonly Problem[]> => {
    const ours = deployedNames(deployed, compiled.name);
    const { endpoint } = ours;
    if (endpoint === undefined || !changesShape(compiled, ours)) return [];
    const waited = await untilInService(aws, endpoint, waiting);
    return endpointBusy(pathText(["endpoints", compiled.name]), endpoint, waited);
  });
  return (await Promise.all(problems)).flat();
}

/** Whether the instance type or the variant of an endpoint is another one than the deployed one. */
export function changesShape(
  { config }: Pick<CompiledEndpoint, "config">,
  { shape }: DeployedNames,
): boolean {
  if (config === undefined || "endpoint" in config || shape === undefined) return false;
  return JSON.stringify(endpointShape(config)) !== shape;
}
