import type { CompiledEndpoint } from "../compile";
import type { Named } from "../config/config";
import { pathText } from "../config/path-text";
import { type Remembered, rememberScaling } from "../keep-scaling/remembered-scaling";
import type { LiveAws } from "../live-aws/open-aws";
import { untilInService, type Waiting } from "../live-aws/until-in-service";
import { endpointBusy, scalingUnread } from "../live-checks/endpoint-busy";
import { endpointShape } from "../plan/endpoint";
import { hasErrors, type Problem } from "../problem";
import { deployedNames, type DeployedNames } from "../resources/deployed-names";
import type { DeployedResources } from "../resources/deployed-resources";

/**
 * Waits until each endpoint whose instance type or variant this run changes takes an update, and remembers what scales
 * it, so that a failure can register it again.
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
  asking: (ask: (aws: LiveAws) => Promise<BeforeShapeChanges[]>) => Promise<BeforeShapeChanges[]>,
  waiting: Waiting,
  remembered: Remembered,
): Promise<BeforeShapeChanges> {
  const waits = Object.values(endpoints).flatMap((compiled) => {
    const ours = deployedNames(deployed, compiled.name);
    const { endpoint } = ours;
    // Where the target is gone already, nothing is taken away, and the update itself waits.
    if (endpoint === undefined || !ours.target || !changesShape(compiled, ours)) return [];
    return [{ name: compiled.name, endpoint }];
  });
  if (waits.length === 0) return { problems: [], seconds: 0 };
  const done = await asking((aws) =>
    Promise.all(waits.map((wait) => waited(wait, aws, waiting, remembered))),
  );
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

/** In: the endpoint's key and its name at AWS */
async function waited(
  { name, endpoint }: { readonly name: string; readonly endpoint: string },
  aws: LiveAws,
  waiting: Waiting,
  remembered: Remembered,
): Promise<BeforeShapeChanges> {
  let seconds = 0;
  const sleep = (more: number): Promise<void> => {
    seconds += more;
    return waiting.sleep(more);
  };
  const ended = await untilInService(aws, endpoint, { ...waiting, sleep });
  const path = pathText(["endpoints", name]);
  const busy = endpointBusy(path, endpoint, ended);
  if (hasErrors(busy)) return { problems: busy, seconds };
  const known = await rememberScaling(aws, endpoint, remembered);
  const unknown = "trouble" in known ? scalingUnread(path, endpoint, known.trouble) : [];
  return { problems: [...busy, ...unknown], seconds };
}

/** Whether the instance type or the variant of an endpoint is another one than the deployed one. */
export function changesShape(
  { config }: Pick<CompiledEndpoint, "config">,
  { shape }: DeployedNames,
): boolean {
  if (config === undefined || "endpoint" in config || shape === undefined) return false;
  return JSON.stringify(endpointShape(config)) !== shape;
}
