export type { ForeignScaling } from "./delete-foreign";
export type { InstanceTypes } from "./deregister-scaling";
export * from "./recovery-hooks";
export type { HandChanges, HookedEndpoint, RecoveryContext, RunClock } from "./recovery-run";
export { type ScalingSnapshots, snapshotScaling } from "./scaling-snapshot";
export * from "./state-markers";
export * from "./wait-before-instance-type-change";
