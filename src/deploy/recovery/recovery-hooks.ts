import type * as pulumi from "@pulumi/pulumi";
import { type AwsClients, type EndpointCounts, readEndpointCounts, waitForInService } from "../../aws/client";
import { findUnit, parseVariantResourceId, type ScalableTargetId, toVariantResourceId } from "../../aws/facts";
import type { ScalingNames, SchedulePlan } from "../../plan/endpoint";
import { formatProblem } from "../../problem";
import { findDeployedEndpoint, isRecord } from "../state";
import { deleteForeign } from "./delete-foreign";
import {
  deleteScaling,
  deregisterBeforeUpdate,
  deregisterScaling,
  type InstanceTypes,
  tagScalableTarget,
} from "./deregister-scaling";
import {
  findDeployed,
  type HandChanges,
  type HookedEndpoint,
  type MissingEndpoint,
  type RecoveryContext,
  type Run,
  toScaledVariants,
  logFailure,
} from "./recovery-run";
import { type FailureArgs, listVariantKeys, restoreAll, restoreOrRetry } from "./restore-or-retry";
import { setLimitsInForce } from "./set-limits-in-force";
import { explainBusy, getCreationFailure } from "./wait-before-instance-type-change";

export interface DeploymentHooks {
  readonly forEndpoint: (endpoint: HookedEndpoint) => RecoveryHooks;
}

type HookArgs = Pick<pulumi.ResourceHookArgs, "newInputs" | "oldInputs" | "newOutputs" | "oldOutputs">;

/** The hooks of one endpoint. One that throws ends the run. */
export interface RecoveryHooks {
  /** Whether AWS may be read. If not, only `afterEndpointUpdate` does anything. */
  readonly canRecover: boolean;
  /** Absent if AWS has the endpoint of the state. A run that refreshes the state creates another one. */
  readonly missing?: MissingEndpoint;
  readonly beforeEndpointUpdate: (args: HookArgs, instanceTypes: InstanceTypes) => Promise<void>;
  readonly afterEndpointUpdate: (args: HookArgs) => Promise<void>;
  readonly beforeTargetCreate: (args: HookArgs) => Promise<void>;
  readonly beforeMarkerCreate: (planned: ScalingNames) => Promise<void>;
  readonly markScalingReady: () => void;
  /** Once everything that scales the endpoint is ready; never in a preview. */
  readonly afterScaling: (target: ScalableTargetId, schedule: SchedulePlan) => Promise<void>;
  /** @returns whether the engine tries again */
  readonly onError: (args: FailureArgs) => Promise<boolean>;
}

/**
 * The hooks that keep endpoints on their timetables when a run fails.
 * @param context undefined if AWS may not be read
 * @see https://www.pulumi.com/docs/iac/concepts/resources/options/hooks/
 */
export function createDeploymentHooks(
  context: RecoveryContext | undefined,
  changes: HandChanges = { missing: {}, foreign: {} },
): DeploymentHooks {
  const run = context && {
    ...context,
    changes,
    variants: new Array<HookedEndpoint>(),
    updated: new Set<string>(),
    retried: new Set<string>(),
    settled: new Set<string>(),
    limitTurns: new Map<string, Promise<void>>(),
    waitForTurn: createQueue(() => context.sleep(turnSeconds)),
  };
  return {
    forEndpoint: (endpoint) => {
      run?.variants.push(endpoint);
      return createRecoveryHooks(run, endpoint);
    },
  };
}

/** Longer than an update of a scalable target takes. */
const turnSeconds = 1;

/** @param pass the time between two turns */
function createQueue(pass: () => Promise<void>): () => Promise<void> {
  let last = Promise.resolve();
  return () => (last = last.then(pass));
}

function createRecoveryHooks(run: Run | undefined, endpoint: HookedEndpoint): RecoveryHooks {
  const { key, owner } = endpoint;
  const missing = run?.changes.missing[key];
  return {
    canRecover: run !== undefined,
    ...(missing === undefined ? {} : { missing }),
    beforeEndpointUpdate: async (args, instanceTypes) => {
      if (run !== undefined) await waitUntilUpdatable(run, key, args, instanceTypes);
    },
    afterEndpointUpdate: async (args) => {
      await throwIfRolledBack(run, key, args);
      if (run === undefined) return;
      if (!changesOnlyTags(args)) run.updated.add(key);
      forgetRemovedVariants(run);
    },
    beforeTargetCreate: async (args) => {
      if (run !== undefined) await prepareTarget(run, endpoint, args);
    },
    beforeMarkerCreate: async (planned) => {
      if (run !== undefined) await deleteLeftovers(run, endpoint, planned);
    },
    markScalingReady: () => {
      run?.snapshots.delete(key);
    },
    afterScaling: async (target, schedule) => {
      if (run === undefined) return;
      await deleteForeign(run, key, target, run.changes.foreign[key]);
      await takeTurn(run, owner, () =>
        setLimitsInForce(run, key, { target, schedule, isUpdated: run.updated.has(owner) }),
      );
    },
    onError: async (args) => run !== undefined && restoreOrRetry(run, endpoint, args),
  };
}

/** One variant of an endpoint after another: SageMaker refuses to change one while another one changes. */
function takeTurn({ limitTurns }: Run, owner: string, set: () => Promise<void>): Promise<void> {
  const turn = (limitTurns.get(owner) ?? Promise.resolve()).then(set, set);
  limitTurns.set(owner, turn);
  return turn;
}

/** A snapshot under a resource id is of a variant that the endpoint no longer has. */
function forgetRemovedVariants({ snapshots }: Run): void {
  for (const [key, { resourceId }] of snapshots) if (key === resourceId) snapshots.delete(key);
}

/**
 * Waits until SageMaker accepts the update, and deregisters what an earlier run restored.
 *
 * SageMaker refuses an update while instances start or stop, for some minutes after each firing that moves the count,
 * and during another update. Before another instance type the target is gone, so nothing fires after this wait.
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateEndpointWeightsAndCapacities.html
 */
async function waitUntilUpdatable(run: Run, key: string, args: HookArgs, instanceTypes: InstanceTypes): Promise<void> {
  const { oldOutputs } = args;
  const missing = run.changes.missing[key];
  if (missing !== undefined) throw new Error(missing.problems.map(formatProblem).join("\n"));
  // A repeated update may follow one that failed: only an idle endpoint shows its result.
  const busy = changesOnlyTags(args) ? undefined : await waitForUpdate(run, String(oldOutputs?.["name"]));
  // A repeated update asks SageMaker for nothing, so the target can stay.
  const blocked = busy ?? (isRepeated(args) ? undefined : await deregisterRestored(run, key, instanceTypes));
  if (blocked === undefined) return;
  throw new Error(
    [
      blocked,
      "the update did not start; the old configuration stays in service",
      ...(await restoreAll(run, listVariantKeys(run, key))),
      "fix: run pulumi up again when the endpoint is InService",
    ].join("\n"),
  );
}

/** Whether an update has the configuration and deployment of the last one. */
function isRepeated({ oldInputs, oldOutputs, newInputs }: HookArgs): boolean {
  return (
    newInputs?.["endpointConfigName"] === oldOutputs?.["endpointConfigName"] &&
    isSame("deploymentConfig", oldInputs, newInputs)
  );
}

function changesOnlyTags(args: HookArgs): boolean {
  return isRepeated(args) && !isSame("tags", args.oldInputs, args.newInputs);
}

function isSame(property: string, olds: HookArgs["oldInputs"], news: HookArgs["newInputs"]): boolean {
  return JSON.stringify(news?.[property]) === JSON.stringify(olds?.[property]);
}

/** @returns why SageMaker accepts no update */
function waitForUpdate(run: Run, endpointName: string): Promise<string | undefined> {
  return run.askAws(async (aws) => explainBusy(endpointName, await waitForInService(aws, endpointName, run)));
}

/**
 * Deregisters what an earlier run restored. If that fails, SageMaker decides: it refuses the update if a target is still
 * registered, and accepts it otherwise.
 * @returns why SageMaker accepts no update
 */
async function deregisterRestored(run: Run, key: string, instanceTypes: InstanceTypes): Promise<string | undefined> {
  const { endpoint } = findDeployedEndpoint(run.deployed, key);
  if (endpoint === undefined) return undefined;
  const scaled = toScaledVariants(run, key, endpoint);
  const deregistered = await run.askAws((aws) => deregisterBeforeUpdate(aws, scaled, instanceTypes, run.snapshots));
  if ("failure" in deregistered) {
    logFailure(run, key, deregistered.failure);
    return undefined;
  }
  // A scheduled action could still fire until now.
  return deregistered.found ? waitForUpdate(run, endpoint) : undefined;
}

/**
 * Fails the run if the endpoint does not serve the configuration of the update.
 *
 * SageMaker returns to the old fleet by itself, the endpoint is in service again, and the provider calls that success.
 * After a refused update the state claims the new configuration, so the next run finds nothing to do. Either run would
 * then delete the configuration in service.
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/deployment-guardrails-configuration.html
 */
async function throwIfRolledBack(
  run: Run | undefined,
  key: string,
  { newInputs, newOutputs }: HookArgs,
): Promise<void> {
  const expected: unknown = newInputs?.["endpointConfigName"];
  const live: unknown = newOutputs?.["endpointConfigName"];
  const name = String(newOutputs?.["name"]);
  const counts = run && (await run.askAws((aws) => readCounts(aws, name)));
  if (expected === live) return throwIfCreationFailed(name, getCreationFailure(counts));
  const command = `aws sagemaker describe-endpoint --endpoint-name ${name} --query FailureReason`;
  throw new Error(
    [
      `endpoint ${name} serves configuration ${String(live)} and not ${String(expected)}: SageMaker refused the update or rolled it back`,
      "nothing was deleted; the old configuration stays in service",
      ...(run === undefined ? [] : await restoreAll(run, listVariantKeys(run, key))),
      `reason: ${counts?.failureReason ?? command}`,
      "fix: correct the model or the deployment, then run pulumi up again",
    ].join("\n"),
  );
}

async function readCounts(aws: AwsClients, name: string): Promise<EndpointCounts | undefined> {
  const read = await readEndpointCounts(aws, name);
  return "found" in read ? read.found : undefined;
}

/** An endpoint that was never created stays in the state, and the next run would delete the one it replaces. */
function throwIfCreationFailed(name: string, reason: string | undefined): void {
  if (reason === undefined) return;
  throw new Error(
    [
      `endpoint ${name} could not be created and serves nothing`,
      "nothing was deleted; an endpoint that it should replace stays in service",
      `reason: ${reason}`,
      `fix: aws sagemaker delete-endpoint --endpoint-name ${name}, then pulumi up --refresh, which creates it again`,
    ].join("\n"),
  );
}

/** Tags the target that is already registered, or deregisters that of the endpoint that is replaced. */
async function prepareTarget(run: Run, hooked: HookedEndpoint, { newInputs }: HookArgs): Promise<void> {
  const { key, variantName } = hooked;
  const resourceId = String(newInputs?.["resourceId"]);
  const unit = findUnit(newInputs?.["scalableDimension"]) ?? "instances";
  const tags = parseTags(newInputs?.["tagsAll"] ?? newInputs?.["tags"]);
  const { endpoint, scaledEndpoint = endpoint, scaledVariant = variantName, dimension } = findDeployed(run, hooked);
  if (scaledEndpoint === undefined) return;
  const deployedTarget = {
    unit: findUnit(dimension) ?? "instances",
    resourceId: toVariantResourceId(scaledEndpoint, scaledVariant),
  };
  await run.askAws(async (aws) => {
    const isRegistered = scaledEndpoint === parseVariantResourceId(resourceId)?.endpoint;
    // The engine takes over a target that is already registered, so the endpoint is never without one.
    const done = isRegistered
      ? await tagScalableTarget(aws, { unit, resourceId }, tags)
      : await deregisterScaling(aws, key, deployedTarget, run.snapshots);
    if ("failure" in done) logFailure(run, key, done.failure);
    // The engine deletes the replaced endpoint at the end of the run; SageMaker refuses that while it scales.
    if (!isRegistered) await waitForInService(aws, scaledEndpoint, run);
  });
}

function parseTags(tags: unknown): Readonly<Record<string, string>> {
  if (!isRecord(tags)) return {};
  return Object.fromEntries(Object.entries(tags).map(([name, value]) => [name, String(value)]));
}

/** Deletes what is on the target and no longer in the state, after a deletion that did not finish. */
async function deleteLeftovers(run: Run, hooked: HookedEndpoint, planned: ScalingNames): Promise<void> {
  const { key } = hooked;
  // The target, its policies and its actions are created: there is nothing to restore.
  run.snapshots.delete(key);
  if (findDeployed(run, hooked).endpoint === undefined) return;
  const { actions, policies, ...target } = planned;
  const deleted = await run.askAws((aws) =>
    deleteScaling(aws, target, {
      isAction: (name) => !actions.includes(name),
      isPolicy: (name) => !policies.includes(name),
    }),
  );
  if ("failure" in deleted) {
    throw new Error(
      [
        `what is on the target of endpoint ${key} and no longer in the state could not be deleted: ${deleted.failure.message}`,
        "its own target, policies and actions are deployed",
        `fix: ${deleted.failure.fix}, then run pulumi up again`,
      ].join("\n"),
    );
  }
  if (deleted.found.length > 0) run.log(`endpoint ${key}: deleted ${deleted.found.join(", ")}`);
}
