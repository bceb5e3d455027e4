import { type AwsClients, readEndpointCounts, readLiveEndpoint } from "../../aws/client";
import { checkExistingEndpoint, checkLiveCountUnread, checkRollbackFailed, findLiveCount } from "../../checks/live";
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
 * Reads AWS before the program declares anything. Does not even load the SDK on a first deployment of endpoints that the
 * stack creates.
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
  if (awsName === undefined) return [];
  const changesInPlace = classifyUpdate(endpoint, deployed) === "inPlace";
  return [(aws) => readManagedEndpoint(aws, endpoint, { awsName, changesInPlace })];
}

async function readManagedEndpoint(
  aws: AwsClients,
  { name, config, plan }: CompiledEndpoint,
  { awsName, changesInPlace }: { readonly awsName: string; readonly changesInPlace: boolean },
): Promise<LiveState> {
  const read = await readEndpointCounts(aws, awsName);
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
            ...(changesInPlace ? checkEndpointBusyNow(path, awsName, read.found?.status) : []),
          ]
        : []),
    ],
  };
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
