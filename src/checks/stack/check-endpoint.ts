import type { Problem } from "../../problem";
import type { Timetable } from "../../timetable";
import { checkAlarmRefused } from "./alarm-refused.rule";
import { checkArnRefused } from "./arn-refused.rule";
import { checkAsyncInputUnknown } from "./async-input-unknown.rule";
import { checkBaselineNeverRestored } from "./baseline-never-restored.rule";
import { checkCalendarRunsOut } from "./calendar-runs-out.rule";
import { checkClockChange } from "./clock-change.rule";
import type { EndpointContext, EndpointRule } from "./context";
import { checkCronDialect } from "./cron-dialect.rule";
import { checkDateOutOfRange } from "./date-out-of-range.rule";
import { checkDatesFarApart } from "./dates-far-apart.rule";
import { checkDeploymentIgnored } from "./deployment-ignored.rule";
import { checkDeploymentLargerThanHalf } from "./deployment-larger-than-half.rule";
import { checkDeploymentSizeRefused } from "./deployment-size-refused.rule";
import { checkDeploymentTooLong } from "./deployment-too-long.rule";
import { checkDeploymentUnwatched } from "./deployment-unwatched.rule";
import { checkEmailRefused } from "./email-refused.rule";
import { checkEmailTwice } from "./email-twice.rule";
import { checkExceptionCalendarEmpty } from "./exception-calendar-empty.rule";
import { checkExceptionNeverApplies } from "./exception-never-applies.rule";
import { checkImageRefused } from "./image-refused.rule";
import { checkInstanceTypeBurstable } from "./instance-type-burstable.rule";
import { checkInstanceTypeUnknownShape } from "./instance-type-unknown-shape.rule";
import { checkMaxAboveGuard } from "./max-above-guard.rule";
import { checkMetricNotPublished } from "./metric-not-published.rule";
import { checkMinAboveMax } from "./min-above-max.rule";
import { checkMinZero } from "./min-zero.rule";
import { checkMissingZone } from "./missing-zone.rule";
import { checkMixedAdjustments } from "./mixed-adjustments.rule";
import { checkMonitoringByDay } from "./monitoring-by-day.rule";
import { checkMonitoringNeverAlarms } from "./monitoring-never-alarms.rule";
import { checkMonitoringTooLong } from "./monitoring-too-long.rule";
import { checkMonitoringWithoutTimetable } from "./monitoring-without-timetable.rule";
import { checkNameRefused } from "./name-refused.rule";
import { checkNumericWeekday } from "./numeric-weekday.rule";
import { checkOverrideBackwards } from "./override-backwards.rule";
import { checkOverridePast } from "./override-past.rule";
import { checkPlanDiffers } from "./plan-differs.rule";
import { checkS3UrlRefused } from "./s3-url-refused.rule";
import { checkScaleInNever } from "./scale-in-never.rule";
import { checkScaleOutNever } from "./scale-out-never.rule";
import { checkScheduleNeverFires } from "./schedule-never-fires.rule";
import { checkSchedulesSameMinute } from "./schedules-same-minute.rule";
import { checkStepDirection } from "./step-direction.rule";
import { checkStepsOneWay } from "./steps-one-way.rule";
import { checkStepsOrder } from "./steps-order.rule";
import { checkStepsOverlap } from "./steps-overlap.rule";
import { checkTagRefused } from "./tag-refused.rule";
import { checkTooManyActions } from "./too-many-actions.rule";
import { checkTooManyRollbackAlarms } from "./too-many-rollback-alarms.rule";
import { checkTooManySteps } from "./too-many-steps.rule";
import { checkTooManyTags } from "./too-many-tags.rule";
import { checkUnknownCalendar } from "./unknown-calendar.rule";
import { checkUnknownZone } from "./unknown-zone.rule";
import { checkVpcIdRefused } from "./vpc-id-refused.rule";
import { checkWindowDuplicate } from "./window-duplicate.rule";
import { checkWindowEmpty } from "./window-empty.rule";
import { checkWindowPast } from "./window-past.rule";
import { checkWindowsOverlap } from "./windows-overlap.rule";
import { checkZeroNeverWakes } from "./zero-never-wakes.rule";

/** In the order in which a user should fix the problems. */
const endpointRules: readonly EndpointRule[] = [
  checkMissingZone,
  checkUnknownZone,
  checkNameRefused,
  checkInstanceTypeUnknownShape,
  checkInstanceTypeBurstable,
  checkImageRefused,
  checkS3UrlRefused,
  checkArnRefused,
  checkEmailRefused,
  checkEmailTwice,
  checkVpcIdRefused,
  checkAsyncInputUnknown,
  checkTagRefused,
  checkTooManyTags,
  checkUnknownCalendar,
  checkDateOutOfRange,
  checkMinAboveMax,
  checkMinZero,
  checkWindowEmpty,
  checkOverrideBackwards,
  checkMaxAboveGuard,
  checkCronDialect,
  checkScheduleNeverFires,
  checkSchedulesSameMinute,
  checkBaselineNeverRestored,
  checkDatesFarApart,
  checkTooManyActions,
  checkPlanDiffers,
  checkMonitoringWithoutTimetable,
  checkMonitoringTooLong,
  checkMetricNotPublished,
  checkTooManySteps,
  checkStepDirection,
  checkMixedAdjustments,
  checkStepsOverlap,
  checkAlarmRefused,
  checkDeploymentSizeRefused,
  checkDeploymentTooLong,
  checkTooManyRollbackAlarms,
  checkWindowsOverlap,
  checkWindowDuplicate,
  checkExceptionNeverApplies,
  checkExceptionCalendarEmpty,
  checkCalendarRunsOut,
  checkClockChange,
  checkNumericWeekday,
  checkStepsOrder,
  checkStepsOneWay,
  checkScaleInNever,
  checkScaleOutNever,
  checkZeroNeverWakes,
  checkMonitoringNeverAlarms,
  checkMonitoringByDay,
  checkDeploymentLargerThanHalf,
  checkDeploymentIgnored,
  checkDeploymentUnwatched,
  checkWindowPast,
  checkOverridePast,
];

/** Rules that need no timeline and can check one part of a timetable if another part has a wrong shape. */
const partialTimetableRules: readonly EndpointRule[] = [
  checkMissingZone,
  checkUnknownZone,
  checkUnknownCalendar,
  checkMinAboveMax,
  checkMinZero,
  checkWindowEmpty,
  checkOverrideBackwards,
  checkMaxAboveGuard,
  checkWindowDuplicate,
];

/**
 * Finds all problems of an endpoint.
 * @param readableTimetable The parts of the timetable that have the right shape, if others do not: a wrong
 * shape in one window hides no problem of another.
 */
export function checkEndpoint(context: EndpointContext, readableTimetable: Timetable | undefined): readonly Problem[] {
  const problems = endpointRules.flatMap((check) => check(context));
  if (readableTimetable === undefined) return problems;
  const { plan: _plan, timeline: _timeline, ...rest } = context;
  const timezone = readableTimetable.timezone ?? context.stack.timezone;
  const readable: EndpointContext = {
    ...rest,
    ...(timezone === undefined ? {} : { timezone }),
    sections: { ...context.sections, timetable: readableTimetable },
  };
  return [...problems, ...partialTimetableRules.flatMap((check) => check(readable))];
}
