import type { AwsClients, AwsFailure, WaitOptions } from "../../aws/client";
import { parseVariantResourceId } from "../../aws/facts";
import type { Problem } from "../../problem";
import type { Named } from "../../timetable";
import type { EpochMinute } from "../../timetable/time";
import { type DeployedEndpoint, type DeployedResources, findDeployedEndpoint } from "../state";
import type { ForeignScaling } from "./delete-foreign";
import type { ScaledVariants } from "./deregister-scaling";
import type { ScalingSnapshots } from "./scaling-snapshot";

/** How time passes in a run. `readTime`: the moment of the call. */
export interface RunClock {
  readonly sleep: WaitOptions["sleep"];
  readonly readTime: () => Promise<EpochMinute>;
}

/** Opens clients, asks, and closes them. */
type AskAws = <T>(ask: (aws: AwsClients) => Promise<T>) => Promise<T>;

/** What the hooks of a run share. */
export interface RecoveryContext extends RunClock, WaitOptions {
  readonly askAws: AskAws;
  /** The state before the run. */
  readonly deployed: DeployedResources;
  /** What the run deregisters, or is about to. */
  readonly snapshots: ScalingSnapshots;
  readonly warn: (text: string) => void;
}

/** An endpoint that the state has and AWS has not. */
export interface MissingEndpoint {
  readonly name: string;
  readonly problems: readonly Problem[];
}

/** What somebody changed at AWS, by the endpoints' keys. */
export interface HandChanges {
  readonly missing: Named<MissingEndpoint>;
  readonly foreign: Named<ForeignScaling>;
}

/** An endpoint of the stack file: what it is a variant of, or its own key, and the variant's name. */
export interface HookedEndpoint {
  readonly key: string;
  readonly owner: string;
  readonly variantName: string;
}

/** A run, and what its hooks remember: names of endpoints at AWS, and keys in `updated`. */
export interface Run extends RecoveryContext {
  readonly changes: HandChanges;
  /** The keys of the endpoints' variants. */
  readonly variants: HookedEndpoint[];
  /** Endpoints that got another configuration. */
  readonly updated: Set<string>;
  /** Updates that were retried, which a run does once. */
  readonly retried: Set<string>;
  /** Endpoints that the engine no longer touches after a failure. */
  readonly settled: Set<string>;
  /** By the keys of endpoints: ends when the last variant has its limits. */
  readonly limitTurns: Map<string, Promise<void>>;
  /** Lets one caller after the other go on. */
  readonly waitForTurn: () => Promise<void>;
}

/** What the state has of an endpoint before the run. */
export function findDeployed({ deployed }: Run, { key, owner }: HookedEndpoint): DeployedEndpoint {
  return findDeployedEndpoint(deployed, key, owner);
}

/** Under which key to remember a variant of an endpoint that the run updates. */
export function toScaledVariants({ variants }: Run, owner: string, endpointName: string): ScaledVariants {
  return {
    endpointName,
    toKey: (resourceId) => {
      const { variant } = parseVariantResourceId(resourceId) ?? {};
      return variants.find((each) => each.owner === owner && each.variantName === variant)?.key ?? resourceId;
    },
  };
}

/** Warns that scaling which an earlier run restored may be in the way of the next run. */
export function logFailure(run: Run, key: string, { message, fix }: AwsFailure): void {
  run.warn(
    [
      `endpoint ${key}: scaling that an earlier run restored may still be registered as it was: ${message}`,
      `the run continues; if it fails: ${fix}, then run pulumi up again`,
    ].join("\n"),
  );
}
