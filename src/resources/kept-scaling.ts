import { AsyncResource } from "node:async_hooks";
import * as pulumi from "@pulumi/pulumi";
import type { ManagedEndpointPlan } from "../plan/endpoint";
import type { ScalingNames, ScalingPlan } from "../plan/scaling";
import { isRecord } from "./is-record";
import { resourceNames } from "./names";

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
