import type { AwsState, EpochSeconds } from "./state";
import { calmWorld, type World } from "./world";

/**
 * An account in which nothing exists yet.
 *
 * In: `nowSeconds`: where the virtual clock starts; `world`: what differs from a calm one
 */
export function newAccount(nowSeconds: EpochSeconds, world: Partial<World> = {}): AwsState {
  return {
    nowSeconds,
    region: "eu-central-1",
    accountId: "123456789012",
    world: { ...calmWorld, ...world },
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
