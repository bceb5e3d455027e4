export { planCapacityAlarm } from "./capacity-alarm";
export { findConfiguredInstanceType } from "./configured-instance-type";
export { listPossibleLimits, listScheduleLimits, listTimetableLimits } from "./configured-limits";
export {
  describeDate,
  describeDatedInterval,
  describeEnd,
  describeWeekInterval,
} from "./describe-interval";
export {
  describeAsyncSetting,
  type EndpointContext,
  type EndpointRule,
  getEndpointKind,
  getPlainNow,
} from "./endpoint-context";
export { groupBy } from "./group-by";
export { findRefusedTexts, type RuledText } from "./refused-texts";
export { findIneffectiveSteps, getStepScaling, listSteps } from "./scaling-steps";
export { findScheduleProblems, getScheduleHorizon, type ScheduleHorizon } from "./schedules-form";
export { formatContainerPath, formatSchedulePath, formatWindowPath } from "./stack-file-paths";
