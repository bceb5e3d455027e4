export {
  createDeploymentHooks,
  type DeploymentHooks,
  type RecoveryContext,
  type RecoveryHooks,
  type RunClock,
} from "./recovery-hooks";
export { createReplacementTrigger, createScalingReadyMarker, type ScalingResources } from "./state-markers";
export {
  checkEndpointBusyNow,
  checkEndpointFailed,
  classifyUpdate,
  getCreationFailure,
  waitBeforeInstanceTypeChange,
} from "./wait-before-instance-type-change";
