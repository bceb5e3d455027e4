import type { ActionState } from "./scheduled-actions";
import type { Activity } from "./activities";
import type { AlarmState } from "./alarms";
import type { EndpointState } from "./endpoint";
import type { EndpointConfigInput, ModelInput } from "./sagemaker-shapes";
import type { RuleState } from "./event-rules";
import type { InjectedError, InjectedFailure } from "./faults";
import type { JsonObject } from "./json";
import type { Named } from "./named";
import type { Notification } from "./notifications";
import type { PolicyState } from "./scaling-policies";
import type { RoleState } from "./iam";
import type { TargetState } from "./scalable-targets";
import type { SubscriptionState, TopicState } from "./topics";
import type { SimulatedBehavior } from "./world";

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

/** What SageMaker keeps of a model. */
interface ModelState {
  readonly arn: string;
  readonly input: ModelInput;
  readonly createdAt: EpochSeconds;
  readonly tags: Named<string>;
}

/** What SageMaker keeps of an endpoint configuration: it can never be changed. */
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
