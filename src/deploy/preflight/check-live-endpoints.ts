import * as pulumi from "@pulumi/pulumi";
import { type AwsClients, type AwsFailure, readEndpointCounts, readLiveEndpoint } from "../../aws/client";
import { toVariantResourceId } from "../../aws/facts";
import { checkAwsUnread, checkExistingEndpoint, checkRollbackFailed } from "../../checks/live";
import type { Compilation, CompiledEndpoint } from "../../compile";
import type { ExistingEndpoint } from "../../config/schema";
import { formatPath, type Problem, type Severity } from "../../problem";
import type { Named } from "../../timetable";
import {
  checkEndpointBusyNow,
  checkEndpointFailed,
  classifyUpdate,
  getCreationFailure,
  type RecoveryContext,
  type ScalingSnapshots,
  snapshotScaling,
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
 * Reads AWS before the program declares anything, and takes a snapshot of the scaling that the run deregisters. Does not
 * even load the SDK on a first deployment of endpoints that the stack creates.
 * @param context undefined if AWS may not be read
 * @returns an error for what cannot be read; a warning in a preview, which changes nothing
 */
export async function checkLiveEndpoints(
  { endpoints }: Pick<Compilation, "endpoints">,
  context: RecoveryContext | undefined,
): Promise<LiveState> {
  if (context === undefined) return emptyLiveState;
  if ("unreadable" in context.deployed) {
    return { ...emptyLiveState, problems: checkStateUnread(context.deployed.unreadable) };
  }
  const reads = Object.values(endpoints).flatMap((endpoint) =>
    listReads(endpoint, findDeployedEndpoint(context.deployed, endpoint.name), context),
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

const getSeverity = (): Severity => (pulumi.runtime.isDryRun() ? "warning" : "error");

/** Without the state a run knows neither which targets are its own, nor what it deregisters. */
function checkStateUnread(reason: string): readonly Problem[] {
  return [
    {
      severity: getSeverity(),
      code: "state-unread",
      path: "endpoints",
      message: `cannot read the stack's state: ${reason}. pulumi up stops before it changes anything`,
      expected: "the state as it was last deployed, or readAws: false",
      fix: "run pulumi up again; or write readAws: false: nothing is then compared with AWS, or restored after a failure",
    },
  ];
}

type LiveRead = (aws: AwsClients) => Promise<LiveState>;

function listReads(
  endpoint: CompiledEndpoint,
  deployed: DeployedEndpoint,
  { snapshots }: RecoveryContext,
): readonly LiveRead[] {
  const { config } = endpoint;
  if (config === undefined) return [];
  if ("endpoint" in config) return [(aws) => readExistingEndpoint(aws, endpoint, config.endpoint, deployed)];
  const { endpoint: awsName } = deployed;
  return awsName === undefined
    ? []
    : [(aws) => readManagedEndpoint(aws, endpoint, { ...deployed, awsName }, snapshots)];
}

async function readManagedEndpoint(
  aws: AwsClients,
  endpoint: CompiledEndpoint,
  { awsName, ...deployed }: DeployedEndpoint & { readonly awsName: string },
  snapshots: ScalingSnapshots,
): Promise<LiveState> {
  const { name, config } = endpoint;
  const path = formatPath(["endpoints", name]);
  const stop = (failure: AwsFailure): LiveState => ({
    ...emptyLiveState,
    problems: checkAwsUnread(path, failure, "managed", getSeverity()),
  });
  const read = await readEndpointCounts(aws, awsName);
  if ("failure" in read) return stop(read.failure);
  const { status, variants = [] } = read.found ?? {};
  const isCreating = status === "Creating";
  const update = classifyUpdate(endpoint, deployed);
  if (deployed.scaledEndpoint !== undefined && (isCreating || update !== undefined)) {
    const scaling = await snapshotScaling(aws, deployed.scaledEndpoint, snapshots);
    if ("failure" in scaling) return stop(scaling.failure);
  }
  const count = variants.find((variant) => variant.name === config?.variant.name)?.desired;
  return {
    counts: count === undefined ? {} : { [name]: count },
    creating: isCreating ? [name] : [],
    problems: [
      ...checkEndpointFailed(path, awsName, getCreationFailure(read.found)),
      ...checkRollbackFailed(path, read.found),
      ...(update === "inPlace" ? checkEndpointBusyNow(path, awsName, status) : []),
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
  if ("failure" in read) {
    const problems = checkAwsUnread(`${path}.endpoint`, read.failure, "existing", getSeverity());
    return { ...emptyLiveState, problems };
  }
  // The state may still have another endpoint or variant, which this one replaces.
  const isDeployed = deployed.resourceId === toVariantResourceId(existing.name, existing.variant.name);
  const owned = isDeployed ? deployed : { target: false, actions: [], policies: [] };
  const context = { path, existing, actions: plan?.actions ?? [], owned };
  return { ...emptyLiveState, problems: checkExistingEndpoint(context, read.found) };
}
