import {
  type AwsClients,
  type AwsResult,
  type EndpointCounts,
  findEndpointNames,
  readEndpointCounts,
  readLiveEndpoint,
  readScalableTarget,
} from "../../aws/client";
import { toVariantResourceId } from "../../aws/facts";
import {
  checkEndpointOrphaned,
  checkEndpointUnscaled,
  checkExistingEndpoint,
  checkLiveCountUnread,
  checkRollbackFailed,
  findLiveCount,
} from "../../checks/live";
import type { Compilation, CompiledEndpoint } from "../../compile";
import type { ExistingEndpoint } from "../../config/schema";
import { formatPath, type Problem } from "../../problem";
import type { Named } from "../../timetable";
import {
  checkEndpointBusyNow,
  checkEndpointFailed,
  classifyUpdate,
  getCreationFailure,
  type RecoveryContext,
} from "../recovery";
import { type DeployedEndpoint, findDeployedEndpoint } from "../state";

/**
 * What a run has to know of AWS, by the endpoints' keys.
 *
 * `counts`: running instances; `creating`: endpoints that are still Creating
 */
export interface LiveState {
  readonly counts: Named<number>;
  readonly creating: readonly string[];
  readonly problems: readonly Problem[];
}

/**
 * Reads AWS before the program declares anything.
 * @param context undefined if AWS may not be read
 * @returns a warning for what cannot be read
 */
export async function checkLiveEndpoints(
  { endpoints }: Pick<Compilation, "endpoints">,
  context: RecoveryContext | undefined,
): Promise<LiveState> {
  if (context === undefined || "unreadable" in context.deployed) return emptyLiveState;
  const reads = Object.values(endpoints).flatMap((endpoint) =>
    listReads(endpoint, findDeployedEndpoint(context.deployed, endpoint.name)),
  );
  if (reads.length === 0) return emptyLiveState;
  const states = await context.askAws((aws) => Promise.all(reads.map((read) => read(aws))));
  return {
    counts: Object.assign({}, ...states.map(({ counts }) => counts)) as Named<number>,
    creating: states.flatMap(({ creating }) => creating),
    problems: states.flatMap(({ problems }) => problems),
  };
}

const emptyLiveState: LiveState = { counts: {}, creating: [], problems: [] };

type LiveRead = (aws: AwsClients) => Promise<LiveState>;

function listReads(endpoint: CompiledEndpoint, deployed: DeployedEndpoint): readonly LiveRead[] {
  const { config } = endpoint;
  if (config === undefined) return [];
  if ("endpoint" in config) return [(aws) => readExistingEndpoint(aws, endpoint, config.endpoint, deployed)];
  const { endpoint: awsName } = deployed;
  if (awsName === undefined) return [(aws) => findOrphans(aws, endpoint.name, deployed)];
  const changesInPlace = classifyUpdate(endpoint, deployed) === "inPlace";
  return [(aws) => readManagedEndpoint(aws, endpoint, { awsName, changesInPlace })];
}

async function readManagedEndpoint(
  aws: AwsClients,
  { name, config, plan }: CompiledEndpoint,
  { awsName, changesInPlace }: { readonly awsName: string; readonly changesInPlace: boolean },
): Promise<LiveState> {
  const read = await readEndpointCounts(aws, awsName);
  const live = "found" in read ? read.found : undefined;
  const target = live === undefined ? { found: undefined } : await readTarget(aws, live);
  const count = findLiveCount(read, config?.variant.name ?? "");
  const path = formatPath(["endpoints", name]);
  return {
    counts: count === undefined ? {} : { [name]: count },
    creating: "found" in read && read.found?.status === "Creating" ? [name] : [],
    problems: [
      ...(config === undefined || plan === undefined ? [] : checkLiveCountUnread(path, read, config, plan)),
      ...("found" in read
        ? [
            ...checkEndpointFailed(path, awsName, getCreationFailure(read.found)),
            ...checkRollbackFailed(path, read.found),
            ...checkEndpointUnscaled(path, read.found, target),
            ...(changesInPlace ? checkEndpointBusyNow(path, awsName, read.found?.status) : []),
          ]
        : []),
    ],
  };
}

/** The target of the one variant of an endpoint, which has none while it is Creating. */
async function readTarget(
  { scaling }: AwsClients,
  { name, variants: [variant] }: EndpointCounts,
): Promise<AwsResult<object | undefined>> {
  return variant === undefined
    ? { found: undefined }
    : readScalableTarget(scaling, toVariantResourceId(name, variant.name));
}

/** Looks for what an interrupted run has left of an endpoint that the state does not have. */
async function findOrphans(aws: AwsClients, key: string, { configuration }: DeployedEndpoint): Promise<LiveState> {
  const read = await readOrphans(aws, key, configuration);
  return { ...emptyLiveState, problems: checkEndpointOrphaned(formatPath(["endpoints", key]), configuration, read) };
}

/** Endpoints at AWS with the configuration in the state; and those with such a name that nothing scales. */
async function readOrphans(
  aws: AwsClients,
  key: string,
  configuration: string | undefined,
): Promise<AwsResult<readonly EndpointCounts[]>> {
  const names = await findEndpointNames(aws, key);
  if ("failure" in names) return names;
  const orphans: EndpointCounts[] = [];
  for (const name of names.found) {
    const read = await readEndpointCounts(aws, name);
    if ("failure" in read) return read;
    const { found } = read;
    if (found === undefined || found.status === "Deleting") continue;
    const target = found.configName === configuration ? { found: undefined } : await readTarget(aws, found);
    if ("failure" in target) return target;
    if (target.found === undefined) orphans.push(found);
  }
  return { found: orphans };
}

async function readExistingEndpoint(
  aws: AwsClients,
  { name, plan }: CompiledEndpoint,
  existing: ExistingEndpoint,
  deployed: DeployedEndpoint,
): Promise<LiveState> {
  const read = await readLiveEndpoint(aws, existing.name, existing.variant.name, { history: false });
  const path = formatPath(["endpoints", name]);
  const context = { path, existing, actions: plan?.actions ?? [], owned: deployed };
  return { ...emptyLiveState, problems: checkExistingEndpoint(context, read) };
}
