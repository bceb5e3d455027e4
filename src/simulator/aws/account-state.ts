import type { OverlapReading } from "../../plan/replay";
import type { AlarmState } from "./alarms";
import type { EndpointState } from "./endpoints";
import type { RuleState } from "./event-rules";
import type { ComponentState } from "./inference-components";
import type { InjectedError, InjectedFailure } from "./injected-failures";
import type { JsonObject, Named } from "./json";
import type { LoadCurve } from "./metrics";
import type { Notification } from "./notifications";
import type { RoleState } from "./roles";
import type { EndpointConfigInput, ModelInput } from "./sagemaker-inputs";
import type { TargetState } from "./scalable-targets";
import type { Activity } from "./scaling-activities";
import type { PolicyState } from "./scaling-policies";
import type { ActionState } from "./scheduled-actions";
import type { SubscriptionState, TopicState } from "./topics";

/**
 * How long things take. Seconds.
 * @see start-up of one LLM container took 258 to 525 s, P50 of three customers 134 to 381 s: AWS machine
 * learning blog "Introducing container caching in Amazon SageMaker AI", 2026-06-17. First component after 6 minutes,
 * idle instance gone after 12: https://github.com/huggingface/skills/pull/215. The rest: ours, AWS states no durations.
 */
interface Timing {
  /** From asking for an instance to its being in service; each instance takes up to `startupJitter` more. */
  readonly startup: number;
  readonly startupJitter: number;
  /** From asking for fewer instances to their being gone. */
  readonly scaleIn: number;
  /** Traffic shift at the end of CreateEndpoint and UpdateEndpoint. */
  readonly shift: number;
  readonly rollback: number;
  readonly deletion: number;
  /** From an instance's having room for a copy of an inference component to the copy's being in service. */
  readonly copyStartup: number;
  /** From an instance's having no more copies to its release by managed instance scaling. */
  readonly instanceRelease: number;
  /** From asking for provisioned concurrency to its being ready. */
  readonly concurrencyStartup: number;
  /** From a scheduled action's time to its effect: "a few seconds", no bound stated. */
  readonly firingDelay: number;
}

/** What surrounds the account: durations, quotas, how much capacity AWS has, and the load on each endpoint. */
export interface SimulatedBehavior {
  readonly timing: Timing;
  /** What cron does in a doubled hour: AWS does not say for Application Auto Scaling. */
  readonly overlap: OverlapReading;
  /** What an update without a deployment configuration makes of the last one: AWS does not say. */
  readonly lastDeployment: "forgotten" | "kept";
  /** Makes jitter and noise repeat. */
  readonly seed: number;
  /** Account quota "<type> for endpoint usage" by instance type; a type that is absent has no quota here. */
  readonly quotas: Named<number>;
  /** Instances AWS has at all, by instance type; a type that is absent never runs out. */
  readonly capacity: Named<number>;
  /** By the name of an endpoint or of an inference component; absent: no requests arrive. */
  readonly load: Named<LoadCurve>;
}

/** A quiet world in which everything arrives. */
export const defaultBehavior: SimulatedBehavior = {
  timing: {
    startup: 240,
    startupJitter: 60,
    scaleIn: 60,
    shift: 60,
    rollback: 120,
    deletion: 30,
    copyStartup: 360,
    instanceRelease: 720,
    concurrencyStartup: 120,
    firingDelay: 0,
  },
  overlap: "once",
  lastDeployment: "forgotten",
  seed: 1,
  quotas: {},
  capacity: {},
  load: {},
};

/** One call that was meant to change something, in the order in which AWS saw it. */
interface LoggedCall {
  readonly atSeconds: EpochSeconds;
  readonly operation: string;
  readonly input: JsonObject;
  /** The error's code; absent when the call succeeded. */
  readonly error?: string;
}

/** Seconds since 1970-01-01T00:00Z, whole. */
export type EpochSeconds = number;

interface ModelState {
  readonly arn: string;
  readonly input: ModelInput;
  readonly createdAt: EpochSeconds;
  readonly tags: Named<string>;
}

interface EndpointConfigState {
  readonly arn: string;
  readonly input: EndpointConfigInput;
  readonly createdAt: EpochSeconds;
  readonly tags: Named<string>;
}

/**
 * One AWS account in one region, at one moment of the virtual clock. Plain JSON: it can be written to a file
 * and read back.
 */
export interface AwsState {
  readonly nowSeconds: EpochSeconds;
  readonly region: string;
  readonly accountId: string;
  readonly world: SimulatedBehavior;
  readonly roles: Named<RoleState>;
  readonly models: Named<ModelState>;
  readonly endpointConfigs: Named<EndpointConfigState>;
  readonly endpoints: Named<EndpointState>;
  readonly components: Named<ComponentState>;
  /** Keys: `toTargetKey`. */
  readonly targets: Named<TargetState>;
  /** Keys: the target's, `|`, the policy's name. */
  readonly policies: Named<PolicyState>;
  /** Keys: the target's, `|`, the action's name. */
  readonly actions: Named<ActionState>;
  readonly alarms: Named<AlarmState>;
  /** Name to body. */
  readonly dashboards: Named<string>;
  /** By their ARNs. */
  readonly topics: Named<TopicState>;
  /** By their ARNs. */
  readonly subscriptions: Named<SubscriptionState>;
  readonly rules: Named<RuleState>;
  /** Oldest first; at most the last `logLimit`. */
  readonly notifications: readonly Notification[];
  /** Oldest first. */
  readonly activities: readonly Activity[];
  readonly faults: readonly InjectedError[];
  readonly mishaps: readonly InjectedFailure[];
  /** Oldest first; at most the last `logLimit`. */
  readonly log: readonly LoggedCall[];
  /** Counts up: makes ids that differ and repeat from run to run. */
  readonly serial: number;
}

/** Calls that the log keeps: enough for any deployment, small enough to store. */
export const logLimit = 2000;

/**
 * An account in which nothing exists yet.
 * @param nowSeconds where the virtual clock starts; `world`: what differs from a calm one
 */
export function createAccount(nowSeconds: EpochSeconds, world: Partial<SimulatedBehavior> = {}): AwsState {
  return {
    nowSeconds,
    region: "eu-central-1",
    accountId: "123456789012",
    world: { ...defaultBehavior, ...world },
    roles: {},
    models: {},
    endpointConfigs: {},
    endpoints: {},
    components: {},
    targets: {},
    policies: {},
    actions: {},
    alarms: {},
    dashboards: {},
    topics: {},
    subscriptions: {},
    rules: {},
    notifications: [],
    activities: [],
    faults: [],
    mishaps: [],
    log: [],
    serial: 0,
  };
}
