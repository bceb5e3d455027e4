import type * as pulumi from "@pulumi/pulumi";
import { parseVariantResourceId } from "../../aws/facts";
import { findDeployedEndpoint, listDeployedTargetArns } from "../state";
import { deregisterAndRetry, waitUntilIdle } from "./deregister-scaling";
import { type HookedEndpoint, type Run, toScaledVariants, logFailure } from "./recovery-run";
import { formatRestoreMessage, restoreScaling, waitForOtherEndpoints } from "./restore-scaling";
import { getSnapshotEndpoint, readCurrentScaling, type ScalingSnapshot } from "./scaling-snapshot";

export type FailureArgs = Pick<pulumi.ErrorHookArgs, "type" | "id" | "failedOperation" | "errors">;

const endpointType = "aws:sagemaker/endpoint:Endpoint";

/**
 * What AWS answers if two requests update one target at once. Policies and actions that an earlier version of this program
 * deployed are deleted at once, and other people update targets, too.
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DeleteScheduledAction.html, Errors
 */
const concurrentUpdate = "ConcurrentUpdateException";

/**
 * Repeats what failed if that can help, else restores what this run deregistered.
 * @returns whether the engine tries again
 */
export async function restoreOrRetry(run: Run, { key, owner }: HookedEndpoint, args: FailureArgs): Promise<boolean> {
  if (args.errors[0]?.includes(concurrentUpdate) === true) {
    await run.waitForTurn();
    return true;
  }
  const isEndpoint = args.type === endpointType;
  // An endpoint that was replaced is deleted last, when the new one is scaled.
  if (isEndpoint && args.failedOperation === "delete") {
    return run.askAws((aws) => waitUntilIdle(aws, args.id, run));
  }
  if (isEndpoint && args.failedOperation === "update" && (await retryUpdate(run, key))) return true;
  // Nothing scales a variant again before its endpoint is updated; what is created after that concerns one variant.
  const isBeforeScaling = args.type.startsWith("aws:sagemaker/");
  const lines = await restoreAll(run, isBeforeScaling ? listVariantKeys(run, owner) : [key]);
  if (lines.length > 0) run.warn([`endpoint ${key}:`, ...lines].join("\n"));
  return false;
}

/** @returns whether the update can succeed now */
async function retryUpdate(run: Run, key: string): Promise<boolean> {
  const { endpoint } = findDeployedEndpoint(run.deployed, key);
  if (endpoint === undefined || run.retried.has(endpoint)) return false;
  run.retried.add(endpoint);
  const done = await run.askAws((aws) =>
    deregisterAndRetry(
      aws,
      { ...toScaledVariants(run, key, endpoint), targetArns: listDeployedTargetArns(run.deployed) },
      run.snapshots,
      run,
    ),
  );
  if ("failure" in done) logFailure(run, key, done.failure);
  return "found" in done && done.found;
}

/** The keys of all variants of an endpoint, also of those that this run removes. */
export function listVariantKeys({ deployed, snapshots, variants }: Run, owner: string): readonly string[] {
  const { endpoint = "", scaledEndpoint = endpoint } = findDeployedEndpoint(deployed, owner);
  const removed = [...snapshots].filter(([, snapshot]) => getSnapshotEndpoint(snapshot) === scaledEndpoint);
  const planned = variants.filter((each) => each.owner === owner);
  return [...new Set([...planned.map(({ key }) => key), ...removed.map(([key]) => key)])];
}

/**
 * Restores what this run deregistered. The engine starts nothing after the failed step ends, so this waits for other
 * endpoints, too.
 * @returns the result, as lines of a message
 */
export async function restoreAll(run: Run, keys: readonly string[]): Promise<readonly string[]> {
  for (const key of keys) run.settled.add(key);
  const snapshots = keys.flatMap((key) => run.snapshots.get(key) ?? []);
  const own: string[] = [];
  for (const snapshot of snapshots) {
    const { variant } = parseVariantResourceId(snapshot.resourceId) ?? {};
    const lines = await restoreMissing(run, snapshot);
    own.push(...(snapshots.length === 1 ? lines : lines.map((line) => `variant ${variant}: ${line}`)));
  }
  const others = await waitForOtherEndpoints(run, run.settled, (each) => restoreMissing(run, each));
  return [...own, ...others];
}

function restoreMissing(run: Run, snapshot: ScalingSnapshot): Promise<readonly string[]> {
  return run.askAws(async (aws) => {
    const current = await readCurrentScaling(aws, snapshot);
    const now = await run.readTime();
    const scaling = "found" in current ? current.found : undefined;
    const lines = formatRestoreMessage(await restoreScaling(aws, snapshot, now, scaling));
    if ("found" in current) return lines;
    return [
      ...lines,
      `this may have overwritten what the run had created, which could not be read: ${current.failure.message}`,
      "run pulumi up --refresh next, which compares them",
    ];
  });
}
