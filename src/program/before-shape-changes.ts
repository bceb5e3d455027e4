import type { CompiledEndpoint } from "../compile";
import type { Named } from "../config/config";
import { formatPath } from "../config/path-text";
import { type ScalingSnapshots, snapshotScaling } from "../keep-scaling/remembered-scaling";
import type { AwsClients } from "../live-aws/open-aws";
import { waitForInService, type WaitOptions } from "../live-aws/until-in-service";
import {
  checkEndpointBusy,
  checkEndpointUnready,
  checkScalingUnread,
} from "../live-checks/endpoint-busy";
import { toInstanceTypes } from "../plan/endpoint";
import { hasErrors, type Problem } from "../problem";
import { findDeployedEndpoint, type DeployedEndpoint } from "../resources/deployed-names";
import type { DeployedResources } from "../resources/deployed-resources";

/**
 * Waits until each endpoint takes an update of which this run takes target and scheduled actions away first, and remembers
 * what scales it, so that a failure can register it again.
 *
 * An update that SageMaker then refused, as it does in the minutes after a window has begun, would leave the endpoint off
 * its timetable until the next run. And an endpoint that an earlier run has made must serve before what it replaces goes.
 *
 * In:     `creating`: keys of endpoints that are still being made
 *         `asking`: gives what asks AWS, and only where there is something to wait for
 * Out:    `formatSeconds`: how long was waited; what was read before is that much older by now
 * Errors: none thrown; those that do not become ready are errors, what cannot be read is a warning
 */
export async function waitBeforeInstanceTypeChange(
  endpoints: Named<CompiledEndpoint>,
  { deployed, creating }: CurrentDeployment,
  asking: (ask: (aws: AwsClients) => Promise<WaitOutcome[]>) => Promise<WaitOutcome[]>,
  waiting: WaitOptions,
  snapshots: ScalingSnapshots,
): Promise<WaitOutcome> {
  const waits = Object.values(endpoints).flatMap((compiled) => {
    const ours = findDeployedEndpoint(deployed, compiled.name);
    const { name } = compiled;
    const { endpoint, scaledEndpoint: scaled } = ours;
    const kind = creating.includes(name) ? "succeeded" : classifyUpdate(compiled, ours);
    return endpoint === undefined || kind === undefined ? [] : [{ name, endpoint, scaled, kind }];
  });
  if (waits.length === 0) return { problems: [], seconds: 0 };
  const done = await asking((aws) =>
    Promise.all(waits.map((wait) => waitForEndpoint(wait, aws, waiting, snapshots))),
  );
  return {
    problems: done.flatMap(({ problems }) => problems),
    seconds: Math.max(...done.map(({ seconds }) => seconds)),
  };
}

/** What is deployed, and which of the endpoints are still being made. */
export interface CurrentDeployment {
  readonly deployed: DeployedResources;
  readonly creating: readonly string[];
}

/** See `waitBeforeInstanceTypeChange`. */
export interface WaitOutcome {
  readonly problems: readonly Problem[];
  readonly seconds: number;
}

interface PendingUpdate {
  readonly name: string;
  readonly endpoint: string;
  readonly scaled: string | undefined;
  readonly kind: UpdateKind;
}

/** In: the endpoint's key, its name at AWS, and that of the endpoint that is scaled now */
async function waitForEndpoint(
  { name, endpoint, scaled, kind: fate }: PendingUpdate,
  aws: AwsClients,
  waiting: WaitOptions,
  snapshots: ScalingSnapshots,
): Promise<WaitOutcome> {
  let seconds = 0;
  const sleep = (more: number): Promise<void> => {
    seconds += more;
    return waiting.sleep(more);
  };
  const path = formatPath(["endpoints", name]);
  // One that is replaced takes no update, so that nothing has to be waited for.
  const ended =
    fate === "replaced" || (await waitForInService(aws, endpoint, { ...waiting, sleep }));
  const check = fate === "updated" ? checkEndpointBusy : checkEndpointUnready;
  const busy = ended === true ? [] : check(path, endpoint, ended);
  if (hasErrors(busy) || scaled === undefined) return { problems: busy, seconds };
  const known = await snapshotScaling(aws, scaled, snapshots);
  const unknown = "failure" in known ? checkScalingUnread(path, scaled, known.failure) : [];
  return { problems: [...busy, ...unknown], seconds };
}

/**
 * What comes of an endpoint in a run that takes its target and scheduled actions away before it makes them again:
 * `updated` to another instance type or variant; `replaceNode` by another endpoint in this run, or `succeeded` by one that an
 * earlier run has made, which failed.
 */
export type UpdateKind = "updated" | "replaced" | "succeeded";

/** Out: undefined: target and scheduled actions stay, or are gone already and an update itself waits */
export function classifyUpdate(
  { config }: Pick<CompiledEndpoint, "config">,
  { endpoint, scaledEndpoint: scaled, instanceTypes: shape, hasRollbackAlarms }: DeployedEndpoint,
): UpdateKind | undefined {
  if (config === undefined || "endpoint" in config) return undefined;
  if (shape === undefined || scaled === undefined) return undefined;
  if (scaled !== endpoint) return "succeeded";
  const { rollbackAlarms = [] } = config.deployment ?? {};
  if (rollbackAlarms.length > 0 !== hasRollbackAlarms) return "replaced";
  return JSON.stringify(toInstanceTypes(config)) === shape ? undefined : "updated";
}
