import {
  type AwsClients,
  type AwsResult,
  callAws,
  readAllPages,
  toScalableTargetKey,
  waitForInService,
} from "../aws/client";
import { findUnit, type ScalableTargetId } from "../aws/facts";
import type { TrialClock } from "./check";
import { getFound } from "./scaling-calls";

/** The names of all runs begin with this, and then have the time of the run. */
export const runPrefix = "timetable-verify-";

const ownName = new RegExp(`^${runPrefix}\\d{8}t\\d{4}z(-|$)`);

/** Something of a run that AWS still has. */
type Leftover =
  | { readonly kind: "scalable target"; readonly name: string; readonly id: ScalableTargetId }
  | { readonly kind: "endpoint" | "endpoint configuration" | "model"; readonly name: string };

export function formatLeftover({ kind, name }: Leftover): string {
  return `${kind} ${name}`;
}

/** What the account has of earlier runs and of this one, in the order in which to delete it. @throws Stopped */
export async function listLeftovers(aws: AwsClients): Promise<readonly Leftover[]> {
  const { sageMaker } = aws;
  const endpoints = await listNames("endpoint", "sagemaker:ListEndpoints", async (page) => {
    const { Endpoints = [], NextToken: next } = await sageMaker.listEndpoints(page);
    return { entries: Endpoints.map(({ EndpointName = "" }) => EndpointName), next };
  });
  const configs = await listNames("endpoint configuration", "sagemaker:ListEndpointConfigs", async (page) => {
    const { EndpointConfigs = [], NextToken: next } = await sageMaker.listEndpointConfigs(page);
    return { entries: EndpointConfigs.map(({ EndpointConfigName = "" }) => EndpointConfigName), next };
  });
  const models = await listNames("model", "sagemaker:ListModels", async (page) => {
    const { Models = [], NextToken: next } = await sageMaker.listModels(page);
    return { entries: Models.map(({ ModelName = "" }) => ModelName), next };
  });
  return [...(await listTargets(aws)), ...endpoints, ...configs, ...models];
}

type ListInput = { readonly NameContains: string; readonly NextToken?: string };
type NamePage = { readonly entries: readonly string[]; readonly next: string | undefined };

async function listNames<K extends "endpoint" | "endpoint configuration" | "model">(
  kind: K,
  operation: string,
  request: (page: ListInput) => Promise<NamePage>,
) {
  const names = await readAllPages(operation, (token) =>
    request({ NameContains: runPrefix, ...(token === undefined ? {} : { NextToken: token }) }),
  );
  return getFound(names)
    .filter((name) => ownName.test(name))
    .map((name) => ({ kind, name }));
}

/** Targets of a run's endpoints, and targets of others that have a scheduled action of a run. */
async function listTargets({ scaling }: AwsClients): Promise<readonly Leftover[]> {
  const place = { ServiceNamespace: "sagemaker" } as const;
  const addToken = (token: string | undefined) => ({ ...place, ...(token === undefined ? {} : { NextToken: token }) });
  const targets = await readAllPages("application-autoscaling:DescribeScalableTargets", async (token) => {
    const page = await scaling.describeScalableTargets(addToken(token));
    return { entries: page.ScalableTargets, next: page.NextToken };
  });
  const actions = await readAllPages("application-autoscaling:DescribeScheduledActions", async (token) => {
    const page = await scaling.describeScheduledActions(addToken(token));
    return { entries: page.ScheduledActions, next: page.NextToken };
  });
  const marked = getFound(actions).filter(({ ScheduledActionName = "" }) => ownName.test(ScheduledActionName));
  return getFound(targets).flatMap(({ ResourceId: name = "", ScalableDimension }): readonly Leftover[] => {
    const unit = findUnit(ScalableDimension);
    const isOwn = ownName.test(/^endpoint\/([^/]+)\//.exec(name)?.[1] ?? "");
    const isMarked = marked.some((each) => each.ResourceId === name && each.ScalableDimension === ScalableDimension);
    if (unit === undefined || !(isOwn || isMarked)) return [];
    return [{ kind: "scalable target", name, id: { unit, resourceId: name } }];
  });
}

interface CleanOptions {
  readonly clock: TrialClock;
  readonly log: (line: string) => void;
}

/** How long an endpoint may take to go, in tries of `waitSeconds`. */
const maxTries = 120;
const waitSeconds = 15;

/**
 * Deletes what runs have left. Goes on after a failure, and logs it.
 * @returns what AWS still has in the end
 */
export async function deleteLeftovers(aws: AwsClients, options: CleanOptions): Promise<readonly Leftover[]> {
  const found = await listLeftovers(aws);
  for (const leftover of found) {
    options.log(`deleting ${formatLeftover(leftover)}`);
    const deleted = await deleteLeftover(aws, leftover, options);
    if ("failure" in deleted) options.log(`${formatLeftover(leftover)}: ${deleted.failure.message}`);
  }
  for (let tries = 0; tries < maxTries; tries++) {
    const left = await listLeftovers(aws);
    // Only an endpoint takes time to go.
    if (!left.some(({ kind }) => kind === "endpoint")) return left;
    await options.clock.sleep(waitSeconds);
  }
  return listLeftovers(aws);
}

async function deleteLeftover(
  aws: AwsClients,
  leftover: Leftover,
  { clock, log }: CleanOptions,
): Promise<AwsResult<unknown>> {
  const { sageMaker, scaling } = aws;
  const { kind, name } = leftover;
  switch (kind) {
    case "scalable target":
      return callAws("application-autoscaling:DeregisterScalableTarget", () =>
        scaling.deregisterScalableTarget(toScalableTargetKey(leftover.id)),
      );
    case "endpoint":
      // SageMaker refuses to delete one that is being created or updated.
      await waitForInService(aws, name, { sleep: clock.sleep, log });
      return callAws("sagemaker:DeleteEndpoint", () => sageMaker.deleteEndpoint({ EndpointName: name }));
    case "endpoint configuration":
      return callAws("sagemaker:DeleteEndpointConfig", () =>
        sageMaker.deleteEndpointConfig({ EndpointConfigName: name }),
      );
    case "model":
      return callAws("sagemaker:DeleteModel", () => sageMaker.deleteModel({ ModelName: name }));
  }
}
