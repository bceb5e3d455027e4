import { AsyncResource } from "node:async_hooks";
import * as pulumi from "@pulumi/pulumi";
import {
  type AwsClients,
  type AwsResult,
  waitForInService,
  type WaitOptions,
} from "../../aws/client";
import { parseVariantResourceId } from "../../aws/facts";
import {
  type ManagedEndpointPlan,
  resourceNames,
  type ScalingNames,
  type ScalingPlan,
} from "../../plan/endpoint";
import type { EpochMinute } from "../../timetable/time";
import { type DeployedResources, findDeployedEndpoint, isRecord } from "../state";
import {
  deleteLeftoverScaling,
  deregisterAndRetry,
  deregisterBeforeUpdate,
  deregisterScaling,
  type ScalingSnapshot,
  type ScalingSnapshots,
  snapshotScaling,
  tagScalableTarget,
} from "./deregister-scaling";
import { formatRestoreMessage, restoreScaling, waitForOtherEndpoints } from "./restore-scaling";
import { explainBusy } from "./wait-before-instance-type-change";

/** What a run does at AWS about what scales an endpoint that was there before. In: its key in the stack file. Errors: none */
export interface ScalingHooks {
  /**
   * Before an update: takes away what an earlier run has registered again after its failure, where the update changes
   * the instance type or the variant. Out: why it cannot be made
   */
  readonly deregisterBeforeUpdate: (
    name: string,
    shape: ManagedEndpointPlan["instanceTypes"],
  ) => Promise<string | undefined>;
  /**
   * After an update was refused: takes that away where nobody could know that the instance type changes. Out: whether the
   * update is worth another try
   */
  readonly deregisterAndRetry: (name: string) => Promise<boolean>;
  /**
   * Before a target is made: takes away the one of an endpoint whose place another takes, and waits until that can be
   * deleted; tags one that is there already. Out: why not
   */
  readonly prepareTarget: (name: string, target: NewTarget) => Promise<string | undefined>;
  /**
   * After an endpoint whose place another has taken could not be deleted, with its name at AWS: waits while it scales.
   * Out: whether the deletion is worth another try
   */
  readonly waitUntilIdle: (endpointName: string) => Promise<boolean>;
  /**
   * When all that scales an endpoint is in the state again: deletes whatever else is on its target, which a deletion that
   * did not end has dropped from the state. Out: what was deleted, or why it is still there
   */
  readonly deleteLeftoverScaling: (
    name: string,
    meant: ScalingNames,
  ) => Promise<{ readonly deleted: readonly string[] } | { readonly left: string }>;
  /** All that scales the endpoint is there as this run wants it. */
  readonly markScalingReady: (name: string) => void;
  /**
   * After a failure: registers again what this run has taken away, and waits until other endpoints are through, since the
   * engine begins nothing more. Out: what has become of it, as lines; none: nothing was taken away
   */
  readonly restoreScaling: (name: string) => Promise<readonly string[]>;
}

/** What a target is made of that is not its limits. */
export interface NewTarget {
  readonly resourceId: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** Hooks that keep an endpoint on its timetable when a run fails in the middle of another instance type. */
export interface RecoveryHooks {
  readonly beforeTargetCreate: Pick<pulumi.ResourceHookBinding, "beforeCreate">;
  /** For the component: every part of it, when it fails. */
  readonly onError: pulumi.ResourceTransformation;
  readonly markScalingReady: () => void;
  /** Before the mark is made that all that scales the endpoint is in the state. */
  readonly deleteLeftoverScaling: (meant: ScalingNames) => Promise<void>;
}

const endpointResourceType = "aws:sagemaker/endpoint:Endpoint";

/**
 * What registers target and scheduled actions again at once when AWS refuses another instance type.
 *
 * The engine has deleted them by then and makes them again only in a run that is whole. Its state knows nothing of what
 * is registered here, so the next run takes it away before it makes its own.
 *
 * In:     `scalingSection` absent: AWS is not asked, and there are no such hooks
 * Source: https://www.pulumi.com/docs/iac/concepts/resources/options/hooks/, onError
 */
export function createRecoveryHooks(
  { name }: ScalingPlan,
  scaling: ScalingHooks | undefined,
): RecoveryHooks | undefined {
  if (scaling === undefined) return undefined;
  // A hook runs outside of the program, where the SDK does not know the engine's log.
  const warn = AsyncResource.bind((text: string) => void pulumi.log.warn(text));
  const tell = AsyncResource.bind((text: string) => void pulumi.log.info(text));
  const failed = new pulumi.ErrorHook(
    resourceNames.keptScaling(name),
    async ({ type, id, failedOperation }) => {
      // An endpoint is deleted last, when the one in its place is scaled.
      if (failedOperation === "delete" && type === endpointResourceType)
        return scaling.waitUntilIdle(id);
      const isUpdate = failedOperation === "update" && type === endpointResourceType;
      if (isUpdate && (await scaling.deregisterAndRetry(name))) return true;
      const said = await scaling.restoreScaling(name);
      if (said.length > 0) warn([`endpoint ${name}:`, ...said].join("\n"));
      return false;
    },
  );
  return {
    onError: ({ type, props, opts }) =>
      type.startsWith("aws:")
        ? { props, opts: { ...opts, hooks: { ...opts.hooks, onError: [failed] } } }
        : undefined,
    markScalingReady: () => {
      scaling.markScalingReady(name);
    },
    deleteLeftoverScaling: async (meant) => {
      const done = await scaling.deleteLeftoverScaling(name, meant);
      if ("left" in done) throw new Error(done.left);
      if (done.deleted.length > 0) tell(`endpoint ${name}: deleted ${done.deleted.join(", ")}`);
    },
    beforeTargetCreate: {
      beforeCreate: [
        async ({ newInputs }) => {
          const target = {
            resourceId: String(newInputs?.["resourceId"]),
            tags: parseTags(newInputs?.["tagsAll"] ?? newInputs?.["tags"]),
          };
          const left = await scaling.prepareTarget(name, target);
          if (left !== undefined) throw new Error(left);
        },
      ],
    },
  };
}

function parseTags(tags: unknown): NewTarget["tags"] {
  if (!isRecord(tags)) return {};
  return Object.fromEntries(Object.entries(tags).map(([key, value]) => [key, String(value)]));
}

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

/** How time passes in a run. `later`: the moment at which it is asked. */
export interface RunClock {
  readonly sleep: WaitOptions["sleep"];
  readonly readTime: () => Promise<EpochMinute>;
}

/** What a run asks AWS about an endpoint that it updates. In: its name at AWS. Errors: none; undefined: not known */
export interface DeploymentHooks {
  /** Why it is not what it was asked to be. */
  readonly readFailureReason: (endpointName: string) => Promise<string | undefined>;
  /** Whether it could not be created: it is there and will never serve. Out: SageMaker's reason; undefined: it can serve */
  readonly readCreationFailure: (endpointName: string) => Promise<string | undefined>;
  /** Waits while something else goes on with it. Out: why it takes no update all the same; undefined where it does */
  readonly waitUntilUpdatable: (endpointName: string) => Promise<string | undefined>;
  /** Absent: what was taken away for an update that fails is gone until the next whole run. */
  readonly scaling?: ScalingHooks;
}
