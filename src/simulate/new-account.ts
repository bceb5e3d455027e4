import type { AwsState, EpochSeconds } from "./state";
import { defaultBehavior, type SimulatedBehavior } from "./world";

/**
 * An account in which nothing exists yet.
 *
 * In: `nowSeconds`: where the virtual clock starts; `world`: what differs from a calm one
 */
export function createAccount(
  nowSeconds: EpochSeconds,
  world: Partial<SimulatedBehavior> = {},
): AwsState {
  return {
    nowSeconds,
    region: "eu-central-1",
    accountId: "123456789012",
    world: { ...defaultBehavior, ...world },
    roles: {},
    models: {},
    endpointConfigs: {},
    endpoints: {},
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
