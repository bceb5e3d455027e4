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
 * In:     `asking`: gives what asks AWS, and only where there is something to wait for
 * Out:    `seconds`: how long was waited; what was read before is that much older by now
 * Errors: none thrown; those that do not become ready are errors, what cannot be read is a warning
 */
export async function beforeShapeChanges(
  endpoints: Named<CompiledEndpoint>,
  deployed: DeployedResources,
  asking: (ask: (aws: AskedAws) => Promise<BeforeShapeChanges[]>) => Promise<BeforeShapeChanges[]>,
  waiting: Waiting,
): Promise<BeforeShapeChanges> {
  const waits = Object.values(endpoints).flatMap((compiled) => {
    const ours = deployedNames(deployed, compiled.name);
    const { endpoint } = ours;
    // Where the target is gone already, nothing is taken away, and the update itself waits.
    if (endpoint === undefined || !ours.target || !changesShape(compiled, ours)) return [];
    return [{ name: compiled.name, endpoint }];
  });
  if (waits.length === 0) return { problems: [], seconds: 0 };
  const done = await asking((aws) => Promise.all(waits.map((wait) => waited(wait, aws, waiting))));
  return {
    problems: done.flatMap(({ problems }) => problems),
    seconds: Math.max(...done.map(({ seconds }) => seconds)),
  };
}
/** See `beforeShapeChanges`. */
export interface BeforeShapeChanges {
  readonly problems: readonly Problem[];
  readonly seconds: number;
}

type AskedAws = Parameters<typeof untilInService>[0];

/** In: the endpoint's key and its name at AWS */
async function waited(
  { name, endpoint }: { readonly name: string; readonly endpoint: string },
  aws: AskedAws,
  waiting: Waiting,
): Promise<BeforeShapeChanges> {
  let seconds = 0;
  const sleep = (more: number): Promise<void> => {
    seconds += more;
    return waiting.sleep(more);
  };
  const ended = await untilInService(aws, endpoint, { ...waiting, sleep });
  return { problems: endpointBusy(pathText(["endpoints", name]), endpoint, ended), seconds };
}

/** Whether the instance type or the variant of an endpoint is another one than the deployed one. */
export function changesShape(
  { config }: Pick<CompiledEndpoint, "config">,
  { shape }: DeployedNames,
): boolean {
  if (config === undefined || "endpoint" in config || shape === undefined) return false;
  return JSON.stringify(endpointShape(config)) !== shape;
}
