import * as pulumi from "@pulumi/pulumi";
import {
  type AwsClients,
  type AwsFailure,
  type EndpointCounts,
  readEndpointCounts,
  readLiveEndpoint,
  readLiveScaling,
} from "../../aws/client";
import { findUnit, scalableDimensions, toResourceId, toScaledResource, toVariantResourceId } from "../../aws/facts";
import {
  checkAwsUnread,
  checkEndpointMissing,
  checkEndpointOrphaned,
  checkEndpointUnscaled,
  checkExistingEndpoint,
  checkInstancesToServerless,
  checkRollbackFailed,
  checkStateUnread,
} from "../../checks/live";
import type { Compilation, CompiledEndpoint } from "../../compile";
import { type ExistingEndpoint, existingSectionKeys, getOwnerKey } from "../../config/schema";
import { formatPath, hasErrors, type Problem, type Severity } from "../../problem";
import type { Named } from "../../timetable";
import type { EpochMinute } from "../../timetable/time";
import {
  checkEndpointBusyNow,
  checkEndpointFailed,
  classifyUpdate,
  getCreationFailure,
  type HandChanges,
  type RecoveryContext,
  type ScalingSnapshots,
  snapshotScaling,
} from "../recovery";
import { type DeployedEndpoint, type DeployedResources, findDeployedEndpoint } from "../state";
import { checkAccount } from "./check-account";
import { compareDeployed } from "./compare-deployed";
import { readOrphans, readTarget } from "./read-orphans";

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
 * Reads AWS before the program declares anything, and takes a snapshot of the scaling that the run deregisters: for each
 * endpoint some ten requests at most, and a page more for every 50 actions.
 * @param context undefined if AWS may not be read
 * @returns an error for what cannot be read; a warning in a preview, which changes nothing
 */
export async function checkLiveEndpoints(
  { endpoints }: Pick<Compilation, "endpoints">,
  context: RecoveryContext | undefined,
): Promise<LiveState> {
  if (context === undefined) return emptyLiveState;
  const { deployed, snapshots } = context;
  if ("unreadable" in deployed)
    return { ...emptyLiveState, problems: checkStateUnread(getSeverity(), deployed.unreadable) };
  const now = await context.readTime();
  const reads = Object.values(endpoints).flatMap((endpoint) => listReads({ endpoint, deployed, now, snapshots }));
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
  readonly snapshots: ScalingSnapshots;
}

const getSeverity = (): Severity => (pulumi.runtime.isDryRun() ? "warning" : "error");

type LiveRead = (aws: AwsClients) => Promise<LiveState>;

function listReads(read: EndpointToRead): readonly LiveRead[] {
  const { config, name } = read.endpoint;
  if (config === undefined) return [];
  const owner = getOwnerKey(name, config);
  const deployed = findDeployedEndpoint(read.deployed, name, owner);
  if ("endpoint" in config) return [(aws) => readExistingEndpoint(aws, read, config.endpoint, deployed)];
  const { endpoint: awsName } = deployed;
  if (awsName !== undefined) {
    return [(aws) => readManagedEndpoint(aws, { ...read, owner }, { ...deployed, endpoint: awsName })];
  }
  return owner === name ? [(aws) => checkOrphans(aws, name, deployed)] : [];
}

async function readManagedEndpoint(
  aws: AwsClients,
  read: EndpointToRead & { readonly owner: string },
  deployed: DeployedEndpoint & { readonly endpoint: string },
): Promise<LiveState> {
  const { name, config } = read.endpoint;
  const { endpoint: awsName, endpointArn = awsName, resourceId, dimension } = deployed;
  const isOwner = read.owner === name;
  const path = formatPath(["endpoints", name]);
  const [counts, changes] = await Promise.all([readEndpointCounts(aws, awsName), readChanges(aws, read, deployed)]);
  if ("failure" in counts) return createUnreadState(path, counts.failure);
  const isCreating = counts.found?.status === "Creating";
  const update = classifyUpdate(read.endpoint, deployed);
  if (resourceId !== undefined && (isCreating || update !== undefined)) {
    const target = { unit: findUnit(dimension) ?? "instances", resourceId };
    const scaling = await snapshotScaling(aws, name, target, read.snapshots);
    if ("failure" in scaling) return createUnreadState(path, scaling.failure);
  }
  if (counts.found === undefined) {
    const problems = checkEndpointMissing(path, endpointArn);
    return isOwner ? { ...emptyLiveState, missing: { [name]: { name: awsName, problems } } } : emptyLiveState;
  }
  const live = counts.found;
  const variant = live.variants.find((each) => each.name === config?.variant.name);
  const isUnscaled = changes === undefined && (isOwner || variant !== undefined);
  return {
    ...emptyLiveState,
    ...changes,
    counts: variant?.desired === undefined ? {} : { [name]: variant.desired },
    creating: isCreating ? [name] : [],
    problems: [
      ...(isOwner ? checkOwner(path, config, live) : []),
      ...(update === "inPlace" ? checkEndpointBusyNow(path, awsName, live.status) : []),
      ...(isUnscaled ? checkEndpointUnscaled(path, live, await readTarget(aws, live, variant), variant?.name) : []),
      ...(changes?.problems ?? []),
    ],
  };
}

/** Checks the endpoint itself, once if it has several variants. */
function checkOwner(
  path: string,
  config: EndpointToRead["endpoint"]["config"],
  live: EndpointCounts,
): readonly Problem[] {
  return [
    ...checkEndpointFailed(path, live.name, getCreationFailure(live)),
    ...checkRollbackFailed(path, live),
    ...checkInstancesToServerless(path, config, live),
  ];
}

function createUnreadState(path: string, failure: AwsFailure): LiveState {
  return { ...emptyLiveState, problems: checkAwsUnread(path, failure, "managed", getSeverity()) };
}

/**
 * Compares what scales the endpoint.
 * @returns undefined before a run has ended with everything in place, and while the target scales another endpoint
 */
async function readChanges(
  aws: AwsClients,
  read: EndpointToRead,
  { endpoint, scaledEndpoint, scaledVariant, dimension, scalingReady }: DeployedEndpoint,
): Promise<LiveState | undefined> {
  const isCompared = scalingReady && endpoint !== undefined && scaledEndpoint === endpoint;
  if (!isCompared || scaledVariant === undefined) return undefined;
  const id = { unit: findUnit(dimension) ?? "instances", resourceId: toVariantResourceId(endpoint, scaledVariant) };
  const live = await readLiveScaling(aws, id, { history: false });
  const { problems, foreign } = await compareDeployed(aws, read, live);
  return {
    ...emptyLiveState,
    problems,
    ...(foreign === undefined ? {} : { foreign: { [read.endpoint.name]: foreign } }),
  };
}

/** Looks for what an interrupted run has left of an endpoint that the state does not have. */
async function checkOrphans(aws: AwsClients, key: string, deployed: DeployedEndpoint): Promise<LiveState> {
  const { configuration } = deployed;
  const read = await readOrphans(aws, key, deployed);
  return { ...emptyLiveState, problems: checkEndpointOrphaned(formatPath(["endpoints", key]), configuration, read) };
}

async function readExistingEndpoint(
  aws: AwsClients,
  read: EndpointToRead,
  existing: ExistingEndpoint,
  deployed: DeployedEndpoint,
): Promise<LiveState> {
  const { name, plan } = read.endpoint;
  const resource = toScaledResource(existing.unit, existing.name, existing.variant.name);
  const live = await readLiveEndpoint(aws, resource, { history: false });
  const path = formatPath(["endpoints", name]);
  if ("failure" in live) {
    const problems = checkAwsUnread(
      `${path}.${existingSectionKeys[existing.unit]}`,
      live.failure,
      "existing",
      getSeverity(),
    );
    return { ...emptyLiveState, problems };
  }
  // The state may still have another endpoint or variant, which this one replaces.
  const isDeployed =
    deployed.resourceId === toResourceId(resource) && deployed.dimension === scalableDimensions[existing.unit];
  const owned = isDeployed ? deployed : { target: false, actions: [], policies: [] };
  const actions = plan?.actions ?? [];
  const limits = plan === undefined ? [] : [plan.registered, ...actions];
  const context = { path, existing, actions, limits, owned };
  const changes =
    isDeployed && deployed.target && live.found !== undefined
      ? await compareDeployed(aws, read, { found: live.found.scaling })
      : { problems: [] };
  return { ...emptyLiveState, problems: [...checkExistingEndpoint(context, live.found), ...changes.problems] };
}
