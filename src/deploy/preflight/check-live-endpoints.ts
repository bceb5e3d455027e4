import { type AwsClients, readEndpointCounts, readLiveEndpoint, readLiveScaling } from "../../aws/client";
import {
  checkEndpointMissing,
  checkExistingEndpoint,
  checkLiveCountUnread,
  checkRollbackFailed,
  findLiveCount,
} from "../../checks/live";
import type { Compilation, CompiledEndpoint } from "../../compile";
import type { ExistingEndpoint } from "../../config/schema";
import { formatPath, hasErrors, type Problem } from "../../problem";
import type { Named } from "../../timetable";
import type { EpochMinute } from "../../timetable/time";
import {
  checkEndpointBusyNow,
  checkEndpointFailed,
  classifyUpdate,
  getCreationFailure,
  type HandChanges,
  type RecoveryContext,
} from "../recovery";
import { type DeployedEndpoint, type DeployedResources, findDeployedEndpoint } from "../state";
import { checkAccount } from "./check-account";
import { compareDeployed } from "./compare-deployed";

/**
 * What a run has to know of AWS, by the endpoints' keys.
 *
 * `counts`: running instances; `creating`: endpoints that are still Creating
 */
export interface LiveState extends HandChanges {
  readonly counts: Named<number>;
  readonly creating: readonly string[];
  readonly problems: readonly Problem[];
}

/**
 * Reads AWS before the program declares anything: for each endpoint at most six requests, and a page more for every 50
 * actions. Does not even load the SDK on a first deployment of endpoints that the stack creates.
 * @param context undefined if AWS may not be read
 * @returns a warning for what cannot be read
 */
export async function checkLiveEndpoints(
  { endpoints }: Pick<Compilation, "endpoints">,
  context: RecoveryContext | undefined,
): Promise<LiveState> {
  if (context === undefined || "unreadable" in context.deployed) return emptyLiveState;
  const { deployed } = context;
  const now = await context.readTime();
  const reads = Object.values(endpoints).flatMap((endpoint) => listReads({ endpoint, deployed, now }));
  if (reads.length === 0) return emptyLiveState;
  const [account, states] = await context.askAws((aws) =>
    Promise.all([checkAccount(aws, deployed), Promise.all(reads.map((read) => read(aws)))]),
  );
  if (hasErrors(account)) return { ...emptyLiveState, problems: account };
  return {
    counts: Object.assign({}, ...states.map(({ counts }) => counts)) as Named<number>,
    creating: states.flatMap(({ creating }) => creating),
    missing: Object.assign({}, ...states.map(({ missing }) => missing)) as HandChanges["missing"],
    foreign: Object.assign({}, ...states.map(({ foreign }) => foreign)) as HandChanges["foreign"],
    problems: [
      ...account,
      ...states.flatMap(({ problems, missing }) => [
        ...problems,
        // It may be in the account that nobody knows.
        ...(account.length === 0 ? [] : Object.values(missing).flatMap((each) => each.problems)),
      ]),
    ],
  };
}

const emptyLiveState: LiveState = { counts: {}, creating: [], missing: {}, foreign: {}, problems: [] };

interface EndpointToRead {
  readonly endpoint: CompiledEndpoint;
  readonly deployed: DeployedResources;
  readonly now: EpochMinute;
}

type LiveRead = (aws: AwsClients) => Promise<LiveState>;

function listReads(read: EndpointToRead): readonly LiveRead[] {
  const { config, name } = read.endpoint;
  if (config === undefined) return [];
  const deployed = findDeployedEndpoint(read.deployed, name);
  if ("endpoint" in config) return [(aws) => readExistingEndpoint(aws, read, config.endpoint, deployed)];
  const { endpoint: awsName } = deployed;
  return awsName === undefined ? [] : [(aws) => readManagedEndpoint(aws, read, { ...deployed, endpoint: awsName })];
}

async function readManagedEndpoint(
  aws: AwsClients,
  read: EndpointToRead,
  deployed: DeployedEndpoint & { readonly endpoint: string },
): Promise<LiveState> {
  const { name, config, plan } = read.endpoint;
  const { endpoint: awsName, endpointArn = awsName } = deployed;
  const path = formatPath(["endpoints", name]);
  const [counts, changes] = await Promise.all([readEndpointCounts(aws, awsName), readChanges(aws, read, deployed)]);
  if ("failure" in counts) {
    const unread = config === undefined || plan === undefined ? [] : checkLiveCountUnread(path, counts, config, plan);
    return { ...emptyLiveState, problems: unread };
  }
  if (counts.found === undefined) {
    const problems = checkEndpointMissing(path, endpointArn, counts.found);
    return { ...emptyLiveState, missing: { [name]: { name: awsName, problems } } };
  }
  const count = findLiveCount(counts, config?.variant.name ?? "");
  const changesInPlace = classifyUpdate(read.endpoint, deployed) === "inPlace";
  return {
    ...changes,
    counts: count === undefined ? {} : { [name]: count },
    creating: counts.found.status === "Creating" ? [name] : [],
    problems: [
      ...checkEndpointFailed(path, awsName, getCreationFailure(counts.found)),
      ...checkRollbackFailed(path, counts.found),
      ...(changesInPlace ? checkEndpointBusyNow(path, awsName, counts.found.status) : []),
      ...changes.problems,
    ],
  };
}

/** Nothing to compare before a run has ended with everything in place, and while the target scales another endpoint. */
async function readChanges(
  aws: AwsClients,
  read: EndpointToRead,
  { endpoint, scaledEndpoint, scaledVariant, scalingReady }: DeployedEndpoint,
): Promise<LiveState> {
  const isCompared = scalingReady && endpoint !== undefined && scaledEndpoint === endpoint;
  if (!isCompared || scaledVariant === undefined) return emptyLiveState;
  const live = await readLiveScaling(aws, endpoint, scaledVariant, { history: false });
  const { problems, foreign } = await compareDeployed(aws, read, live);
  return {
    ...emptyLiveState,
    problems,
    ...(foreign === undefined ? {} : { foreign: { [read.endpoint.name]: foreign } }),
  };
}

async function readExistingEndpoint(
  aws: AwsClients,
  read: EndpointToRead,
  existing: ExistingEndpoint,
  deployed: DeployedEndpoint,
): Promise<LiveState> {
  const { name, plan } = read.endpoint;
  const live = await readLiveEndpoint(aws, existing.name, existing.variant.name, { history: false });
  const path = formatPath(["endpoints", name]);
  const context = { path, existing, actions: plan?.actions ?? [], owned: deployed };
  const isCompared = deployed.target && deployed.scaledEndpoint === existing.name;
  const changes =
    isCompared && "found" in live && live.found !== undefined
      ? await compareDeployed(aws, read, { found: live.found.scaling })
      : { problems: [] };
  return { ...emptyLiveState, problems: [...checkExistingEndpoint(context, live), ...changes.problems] };
}
