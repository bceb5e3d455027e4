import {
  type AwsClients,
  readEndpointCounts,
  readLiveEndpoint,
  withClients,
} from "../../aws/client";
import {
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
} from "../recovery";
import { type DeployedEndpoint, type DeployedResources, findDeployedEndpoint } from "../state";
import { canReadAws, readProviderSettings } from "./aws-access";

/**
 * What AWS has now, as far as a run has to know it.
 *
 * `countNewInstances`:   instances by the endpoints' keys, of those that run
 * `creating`: keys of endpoints that are still being made
 */
export interface LiveState {
  readonly counts: Named<number>;
  readonly creating: readonly string[];
  readonly problems: readonly Problem[];
}

/**
 * Looks at AWS before anything is declared, with the provider's region and profile.
 *
 * Nothing is read where the stack file forbids it, where there is no engine, as in tests with mocks, and
 * on a first deployment of endpoints that are made here: the SDK is not even loaded then.
 *
 * Errors: none; what cannot be read is a warning
 */
export async function readLiveState(
  { stack, endpoints }: Pick<Compilation, "stack" | "endpoints">,
  deployed: DeployedResources,
): Promise<LiveState> {
  const looks = Object.values(endpoints).flatMap((endpoint) =>
    listReads(endpoint, findDeployedEndpoint(deployed, endpoint.name)),
  );
  if (!canReadAws(stack) || "unreadable" in deployed || looks.length === 0) return emptyLiveState;
  const seen = await withClients(readProviderSettings(), (aws) =>
    Promise.all(looks.map((look) => look(aws))),
  );
  return {
    counts: Object.assign({}, ...seen.map(({ counts }) => counts)) as Named<number>,
    creating: seen.flatMap(({ creating }) => creating),
    problems: seen.flatMap(({ problems }) => problems),
  };
}

const emptyLiveState: LiveState = { counts: {}, creating: [], problems: [] };

type LiveRead = (aws: AwsClients) => Promise<LiveState>;

function listReads(endpoint: CompiledEndpoint, owned: DeployedEndpoint): readonly LiveRead[] {
  const { config } = endpoint;
  if (config === undefined) return [];
  if ("endpoint" in config)
    return [(aws) => readExistingEndpoint(aws, endpoint, config.endpoint, owned)];
  const { endpoint: awsName } = owned;
  const own = { awsName: awsName ?? "", changes: classifyUpdate(endpoint, owned) === "updated" };
  return awsName === undefined ? [] : [(aws) => readManagedEndpoint(aws, endpoint, own)];
}

async function readManagedEndpoint(
  aws: AwsClients,
  { name, config, plan }: CompiledEndpoint,
  { awsName, changes }: { readonly awsName: string; readonly changes: boolean },
): Promise<LiveState> {
  const read = await readEndpointCounts(aws, awsName);
  const count = findLiveCount(read, config?.variant.name ?? "");
  const path = formatPath(["endpoints", name]);
  return {
    counts: count === undefined ? {} : { [name]: count },
    creating: "found" in read && read.found?.status === "Creating" ? [name] : [],
    problems: [
      ...(config === undefined || plan === undefined
        ? []
        : checkLiveCountUnread(path, read, config, plan)),
      ...("found" in read
        ? checkEndpointFailed(path, awsName, getCreationFailure(read.found))
        : []),
      ...("found" in read ? checkRollbackFailed(path, read.found) : []),
      ...(changes && "found" in read
        ? checkEndpointBusyNow(path, awsName, read.found?.status)
        : []),
    ],
  };
}

async function readExistingEndpoint(
  aws: AwsClients,
  { name, plan }: CompiledEndpoint,
  existing: ExistingEndpoint,
  owned: DeployedEndpoint,
): Promise<LiveState> {
  const read = await readLiveEndpoint(aws, existing.name, existing.variant.name, {
    history: false,
  });
  const path = formatPath(["endpoints", name]);
  const context = { path, existing, actions: plan?.actions ?? [], owned };
  return { ...emptyLiveState, problems: checkExistingEndpoint(context, read) };
}
