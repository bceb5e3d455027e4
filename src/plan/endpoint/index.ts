export { createPlanner, type Planner, type VerifiedPlan } from "./create-planner";
export {
  type DeployedState,
  type EndpointPlan,
  type ExistingEndpointPlan,
  type ManagedEndpointPlan,
  planEndpoint,
  toStackOutputs,
  toInstanceTypes,
} from "./endpoint-plan";
export type { ContainerPlan } from "./model";
export { resourceNames } from "./resource-names";
export {
  type MonitoredPlan,
  planScaling,
  type ScalingNames,
  type ScalingPlan,
} from "./scaling-plan";
export {
  getAdjustmentType,
  getStepAdjustment,
  getStepDirection,
  getStepThreshold,
  type ScalingDirection,
  type StepAdjustmentPlan,
  type StepPolicyPlan,
  type TargetTrackingPlan,
  type TrackedMetricPlan,
} from "./scaling-policies";
export {
  type DeployedSchedule,
  isPlannable,
  findLimitsInForce,
  maxDatedYears,
  planSchedules,
  type SchedulePlan,
} from "./schedule-plan";
