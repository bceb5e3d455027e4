export { createPlanner, type Planner } from "./create-planner";
export {
  type EndpointPlan,
  type ExistingEndpointPlan,
  type ManagedEndpointPlan,
  planEndpoint,
  type StackOutputs,
  toStackOutputs,
  toInstanceTypes,
} from "./endpoint-plan";
export type { EndpointConfigurationPlan } from "./endpoint-configuration";
export type { ContainerPlan, ModelPlan } from "./model";
export { resourceNames } from "./resource-names";
export type { RolePlan } from "./role";
export { planScaling, type ScalableTargetPlan, type ScalingNames, type ScalingPlan } from "./scaling-plan";
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
  type SchedulePlan,
} from "./schedule-plan";
