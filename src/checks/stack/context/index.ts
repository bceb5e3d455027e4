export { planCapacityAlarm } from "./capacity-alarm";
export { formatLimits, listConfiguredLimits, listPossibleLimits } from "./configured-limits";
export { describeDate, describeDatedInterval, describeEnd, describeWeekInterval } from "./describe-interval";
export {
  describeAsyncSetting,
  type EndpointContext,
  type EndpointRule,
  findConfiguredInstanceType,
  getEndpointKind,
  getPlainNow,
} from "./endpoint-context";
export { groupBy } from "./group-by";
export { findRefusedTexts, type RuledText, toRuledTexts } from "./refused-texts";
export { findIneffectiveSteps, getStepScaling, listSteps } from "./scaling-steps";
export { findScheduleProblems, getScheduleHorizon, type ScheduleHorizon } from "./schedules-form";
export { formatContainerPath, formatSchedulePath, formatWindowPath } from "./stack-file-paths";
