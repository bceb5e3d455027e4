export { buildTimeline } from "./build-timeline";
export { describeWeekIntervals, findRuns } from "./describe-week";
export { type ExceptionDay, findExceptionDays, findExceptionStarts, listExceptionDates } from "./exceptions";
export { getEffectiveOverride, isSchedulable } from "./layers";
export {
  type Calendar,
  type Exception,
  formatLimits,
  formatLimitsChange,
  isEqualLimits,
  type Limits,
  type Named,
  type Override,
  type PlainDateText,
  type ScheduleConfig,
  type Timetable,
  type Window,
} from "./model";
export {
  cutSegments,
  epochMonday,
  findMonday,
  findSegment,
  type Interval,
  listSegments,
  mergeIntervals,
  mergeSegments,
  minutesPerWeek,
  type Segment,
  type Timeline,
} from "./timeline";
export { findWindowStarts } from "./windows";
