import { parseVariantResourceId } from "../aws-facts/scalable-target";
import { deleteLeftoverScaling } from "../keep-scaling/clear-strays";
import {
  deregisterScaling,
  deregisterBeforeUpdate,
  deregisterAndRetry,
} from "../keep-scaling/make-way";
import { restoreScaling } from "../keep-scaling/register-again";
import { formatRestoreMessage } from "../keep-scaling/registered-again-text";
import {
  type ScalingSnapshots,
  type ScalingSnapshot,
  snapshotScaling,
} from "../keep-scaling/remembered-scaling";
import { tagScalableTarget } from "../keep-scaling/tag-target";
import type { AwsResult } from "../live-aws/aws-read";
import type { AwsClients } from "../live-aws/open-aws";
import { waitForInService, type WaitOptions } from "../live-aws/until-in-service";
import { explainBusy } from "../live-checks/endpoint-busy";
import { findDeployedEndpoint } from "../resources/deployed-names";
import type { DeployedResources } from "../resources/deployed-resources";
import type { ScalingHooks } from "../resources/kept-scaling";
import { waitForOtherEndpoints } from "./others-over";
import type { RunClock } from "./run-clock";

/** What was there when the run began, what it takes away, and how time passes. */
export interface ScalingContext extends WaitOptions, Pick<RunClock, "readTime"> {
  readonly deployed: DeployedResources;
  readonly snapshots: ScalingSnapshots;
}

type AskAws = <T>(ask: (aws: AwsClients) => Promise<T>) => Promise<T>;

/** In: `asked`: gives what asks AWS. */
export function createScalingHooks(asked: AskAws, context: ScalingContext): ScalingHooks {
  return {
    ...createDeregisterHooks(asked, context),
    ...createCleanupHooks(asked, context),
    ...createRestoreHooks(asked, context),
  };
}

function createDeregisterHooks(
  asked: AskAws,
  { deployed, snapshots: snapshots, ...waiting }: ScalingContext,
): Pick<ScalingHooks, "deregisterBeforeUpdate" | "deregisterAndRetry"> {
  /** Endpoints whose update a run has tried once more, which it does once. */
  const tried = new Set<string>();
  return {
    deregisterBeforeUpdate: async (name, shape) => {
      const { endpoint } = findDeployedEndpoint(deployed, name);
      if (endpoint === undefined) return undefined;
      return asked(async (aws) => {
        const made = await deregisterBeforeUpdate(aws, endpoint, shape, snapshots);
        if ("failure" in made || !made.found) return explainFailure(made);
        // Until now something could still fire.
        return explainBusy(endpoint, await waitForInService(aws, endpoint, waiting));
      });
    },
    deregisterAndRetry: async (name) => {
      const { endpoint, targetArn } = findDeployedEndpoint(deployed, name);
      if (endpoint === undefined || tried.has(endpoint)) return false;
      tried.add(endpoint);
      const made = await asked((aws) =>
        deregisterAndRetry(aws, { endpointName: endpoint, targetArn }, snapshots, waiting),
      );
      return "found" in made && made.found;
    },
  };
}

function createCleanupHooks(
  asked: AskAws,
  { deployed, snapshots: snapshots, ...waiting }: ScalingContext,
): Pick<ScalingHooks, "prepareTarget" | "deleteLeftoverScaling" | "waitUntilIdle"> {
  return {
    waitUntilIdle: (endpointName) =>
      asked(async (aws) => {
        const waited = await waitForInService(aws, endpointName, waiting);
        return "inService" in waited && waited.minutes > 0;
      }),
    prepareTarget: async (name, { resourceId, tags }) => {
      const { endpoint, scaledEndpoint: scaled = endpoint } = findDeployedEndpoint(deployed, name);
      if (scaled === undefined) return undefined;
      return asked(async (aws) => {
        // A target that is there already is taken over without a moment in which nothing scales.
        if (scaled === parseVariantResourceId(resourceId)?.endpoint) {
          return explainFailure(await tagScalableTarget(aws, resourceId, tags));
        }
        const left = explainFailure(await deregisterScaling(aws, scaled, snapshots));
        // The one whose place another takes is deleted at the end of the run, and cannot be while it scales.
        if (left === undefined) await waitForInService(aws, scaled, waiting);
        return left;
      });
    },
    deleteLeftoverScaling: async (name, meant) => {
      if (findDeployedEndpoint(deployed, name).endpoint === undefined) return { deleted: [] };
      const done = await asked((aws) => deleteLeftoverScaling(aws, meant));
      return "failure" in done
        ? {
            left: [
              `what is on the target of endpoint ${name} and no longer in the state could not be deleted: ${done.failure.message}`,
              "fix: run pulumi up again, which tries once more",
            ].join("\n"),
          }
        : { deleted: done.found };
    },
  };
}

function createRestoreHooks(
  asked: AskAws,
  { deployed, snapshots: snapshots, readTime: later, ...waiting }: ScalingContext,
): Pick<ScalingHooks, "markScalingReady" | "restoreScaling"> {
  /** Endpoints, by their names at AWS, that the engine does nothing more to after a failure. */
  const over = new Set<string>();
  const scaledBy = (name: string): string => {
    const { endpoint = "", scaledEndpoint: scaled = endpoint } = findDeployedEndpoint(
      deployed,
      name,
    );
    return scaled;
  };
  const putBackAtAws = (was: ScalingSnapshot): Promise<readonly string[]> =>
    asked((aws) => restoreMissing(aws, was, later));
  return {
    markScalingReady: (name) => {
      snapshots.delete(scaledBy(name));
    },
    restoreScaling: async (name) => {
      const scaled = scaledBy(name);
      over.add(scaled);
      const was = snapshots.get(scaled);
      const own = was === undefined ? [] : await putBackAtAws(was);
      const others = {
        ...waiting,
        askAws: asked,
        snapshots,
        finished: over,
        readScaling: readCurrentScaling,
        restore: putBackAtAws,
      };
      return [...own, ...(await waitForOtherEndpoints(others))];
    },
  };
}

/** Registers again what is not there any more. Out: what has become of it, as lines; none: all of it is there */
async function restoreMissing(
  aws: AwsClients,
  was: ScalingSnapshot,
  readTime: RunClock["readTime"],
): Promise<readonly string[]> {
  const there = await readCurrentScaling(aws, was);
  return formatRestoreMessage(await restoreScaling(aws, was, await readTime(), there));
}

async function readCurrentScaling(
  aws: AwsClients,
  { resourceId }: ScalingSnapshot,
): Promise<ScalingSnapshot | undefined> {
  const { endpoint = "" } = parseVariantResourceId(resourceId) ?? {};
  const left: ScalingSnapshots = new Map();
  await snapshotScaling(aws, endpoint, left);
  return left.get(endpoint);
}

function explainFailure(done: AwsResult<unknown>): string | undefined {
  return "failure" in done
    ? `what an earlier run has registered again could not be taken away or over: ${done.failure.message}`
    : undefined;
}
