export type { ScalingSnapshots } from "./deregister-scaling";
export {
  createRecoveryHooks,
  createScalingHooks,
  type DeploymentHooks,
  type RecoveryHooks,
  type RunClock,
} from "./recovery-hooks";
export {
  checkEndpointBusyNow,
  checkEndpointFailed,
  classifyUpdate,
  explainBusy,
  getCreationFailure,
  waitBeforeInstanceTypeChange,
} from "./wait-before-instance-type-change";
