import type { Compilation, CompiledEndpoint } from "../compile";
import type { ExistingEndpoint, Named } from "../config/config";
import { pathText } from "../config/path-text";
import { describeEndpointCounts } from "../live-aws/endpoint-counts";
import { readEndpoint } from "../live-aws/live-endpoint";
import { type LiveAws, withAws } from "../live-aws/open-aws";
import { existingEndpointProblems } from "../live-checks/existing-endpoint";
import { endpointBusyNow, endpointFailed, failedReason } from "../live-checks/endpoint-busy";
import { liveCount, liveCountUnread } from "../live-checks/live-count";
import { rollbackFailed } from "../live-checks/rollback-failed";
import type { Problem } from "../problem";
import { mayReadAws, providerSettings } from "./aws-access";
import { fateOf } from "./before-shape-changes";
import type { DeployedResources } from "../resources/deployed-resources";
import { deployedNames, type DeployedNames } from "../resources/deployed-names";

/**
 * What AWS has now, as far as a run has to know it.
 *
 * `counts`:   instances by the endpoints' keys, of those that run
 * `creating`: keys of endpoints that are still being made
 */
export interface SeenAtAws {
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
export async function lookAtAws(
  { stack, endpoints }: Pick<Compilation, "stack" | "endpoints">,
  deployed: DeployedResources,
): Promise<SeenAtAws> {
  const looks = Object.values(endpoints).flatMap((endpoint) =>
    lookFor(endpoint, deployedNames(deployed, endpoint.name)),
  );
  if (!mayReadAws(stack) || "unreadable" in deployed || looks.length === 0) return nothing;
  const seen = await withAws(providerSettings(), (aws) =>
    Promise.all(looks.map((look) => look(aws))),
  );
  return {
    counts: Object.assign({}, ...seen.map(({ counts }) => counts)) as Named<number>,
    creating: seen.flatMap(({ creating }) => creating),
    problems: seen.flatMap(({ problems }) => problems),
  };
}

const nothing: SeenAtAws = { counts: {}, creating: [], problems: [] };

type Look = (aws: LiveAws) => Promise<SeenAtAws>;

function lookFor(endpoint: CompiledEndpoint, ours: DeployedNames): readonly Look[] {
  const { config } = endpoint;
  if (config === undefined) return [];
  if ("endpoint" in config) return [(aws) => atExisting(aws, endpoint, config.endpoint, ours)];
  const { endpoint: awsName } = ours;
  const own = { awsName: awsName ?? "", changes: fateOf(endpoint, ours) === "updated" };
  return awsName === undefined ? [] : [(aws) => atOwn(aws, endpoint, own)];
}

async function atOwn(
  aws: LiveAws,
  { name, config, plan }: CompiledEndpoint,
  { awsName, changes }: { readonly awsName: string; readonly changes: boolean },
): Promise<SeenAtAws> {
  const read = await describeEndpointCounts(aws, awsName);
  const count = liveCount(read, config?.variant.name ?? "");
  const path = pathText(["endpoints", name]);
  return {
    counts: count === undefined ? {} : { [name]: count },
    creating: "found" in read && read.found?.status === "Creating" ? [name] : [],
    problems: [
      ...(config === undefined || plan === undefined
        ? []
        : liveCountUnread(path, read, config, plan)),
      ...("found" in read ? endpointFailed(path, awsName, failedReason(read.found)) : []),
      ...("found" in read ? rollbackFailed(path, read.found) : []),
      ...(changes && "found" in read ? endpointBusyNow(path, awsName, read.found?.status) : []),
    ],
  };
}

async function atExisting(
  aws: LiveAws,
  { name, plan }: CompiledEndpoint,
  existing: ExistingEndpoint,
  ours: DeployedNames,
): Promise<SeenAtAws> {
  const read = await readEndpoint(aws, existing.name, existing.variant.name, { history: false });
  const path = pathText(["endpoints", name]);
  const context = { path, existing, actions: plan?.actions ?? [], ours };
  return { ...nothing, problems: existingEndpointProblems(context, read) };
}
