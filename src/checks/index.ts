import { checkAlarmRefused } from "./alarm-refused";
import { checkArnRefused } from "./arn-refused";
import { checkMonitoringByDay } from "./arrival-by-day";
import { checkMonitoringNeverAlarms } from "./arrival-never";
import { checkMonitoringTooLong } from "./arrival-too-long";
import { checkMonitoringWithoutTimetable } from "./arrival-without-timetable";
import { checkAsyncInputUnknown } from "./async-input-unknown";
import { checkCalendarRunsOut } from "./calendar-runs-out";
import type { EndpointRule } from "./check";
import { checkCronDialect } from "./cron-dialect";
import { checkDateOutOfRange } from "./date-out-of-range";
import { checkDatesFarApart } from "./dates-far-apart";
import { checkDeploymentIgnored } from "./deployment-ignored";
import { checkDeploymentLargerThanHalf } from "./deployment-larger-than-half";
import { checkDeploymentSizeRefused } from "./deployment-size-refused";
import { checkDeploymentTooLong } from "./deployment-too-long";
import { checkDeploymentUnwatched } from "./deployment-unwatched";
import { checkClockChange } from "./dst-gap";
import { checkEmailRefused } from "./email-refused";
import { checkEmailTwice } from "./email-twice";
import { checkExceptionCalendarEmpty } from "./exception-calendar-empty";
import { checkExceptionNeverApplies } from "./exception-never-applies";
import { checkImageRefused } from "./image-refused";
import { checkInstanceTypeBurstable } from "./instance-type-burstable";
import { checkInstanceTypeUnknownShape } from "./instance-type-unknown-shape";
import { checkMetricNotPublished } from "./metric-not-published";
import { checkMinAboveMax } from "./min-above-max";
import { checkMinZero } from "./min-zero";
import { checkMissingZone } from "./missing-zone";
import { checkMixedAdjustments } from "./mixed-adjustments";
import { checkNameRefused } from "./name-refused";
import { checkBaselineNeverRestored } from "./no-way-back";
import { checkNumericWeekday } from "./numeric-weekday";
import { checkOverrideBackwards } from "./override-backwards";
import { checkOverridePast } from "./override-past";
import { planDiffers } from "./plan-differs";
import { checkScheduleMinAboveMax } from "./raw-limits-inverted";
import { checkS3UrlRefused } from "./s3-url-refused";
import { checkScaleInNever } from "./scale-in-never";
import { checkScaleOutNever } from "./scale-out-never";
import { checkScheduleNeverFires } from "./schedule-never-fires";
import { checkSchedulesSameMinute } from "./schedules-same-minute";
import { checkStepDirection } from "./step-direction";
import { checkStepsOneWay } from "./steps-one-way";
import { checkStepsOrder } from "./steps-order";
import { checkStepsOverlap } from "./steps-overlap";
import { checkTagRefused } from "./tag-refused";
import { checkTooManyActions } from "./too-many-actions";
import { checkTooManyRollbackAlarms } from "./too-many-rollback-alarms";
import { checkTooManySteps } from "./too-many-steps";
import { checkTooManyTags } from "./too-many-tags";
import { checkUnknownCalendar } from "./unknown-calendar";
import { checkUnknownZone } from "./unknown-zone";
import { checkVpcIdRefused } from "./vpc-id-refused";
import { checkMaxAboveGuard } from "./window-above-guard";
import { checkWindowDuplicate } from "./window-duplicate";
import { checkWindowEmpty } from "./window-empty";
import { checkWindowPast } from "./window-past";
import { checkWindowsOverlap } from "./windows-overlap";
import { checkZeroNeverWakes } from "./zero-never-wakes";

/** The checks of one endpoint, in the order in which a user should fix what they find. */
export const endpointRules: readonly EndpointRule[] = [
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
  checkScheduleMinAboveMax,
  checkScheduleNeverFires,
  checkSchedulesSameMinute,
  checkBaselineNeverRestored,
  checkDatesFarApart,
  checkTooManyActions,
  planDiffers,
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

/** Those that need no timeline and hold for each part of a timetable by itself, when other parts cannot be read. */
export const partialTimetableRules: readonly EndpointRule[] = [
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
