import { alarmRefused } from "./alarm-refused";
import { arnRefused } from "./arn-refused";
import { arrivalByDay } from "./arrival-by-day";
import { arrivalNever } from "./arrival-never";
import { arrivalTooLong } from "./arrival-too-long";
import { arrivalWithoutTimetable } from "./arrival-without-timetable";
import { asyncInputUnknown } from "./async-input-unknown";
import { calendarRunsOut } from "./calendar-runs-out";
import type { EndpointCheck } from "./check";
import { cronDialect } from "./cron-dialect";
import { dateOutOfRange } from "./date-out-of-range";
import { datesFarApart } from "./dates-far-apart";
import { deploymentIgnored } from "./deployment-ignored";
import { deploymentLargerThanHalf } from "./deployment-larger-than-half";
import { deploymentSizeRefused } from "./deployment-size-refused";
import { deploymentTooLong } from "./deployment-too-long";
import { deploymentUnwatched } from "./deployment-unwatched";
import { dstGap } from "./dst-gap";
import { emailRefused } from "./email-refused";
import { emailTwice } from "./email-twice";
import { exceptionCalendarEmpty } from "./exception-calendar-empty";
import { exceptionNeverApplies } from "./exception-never-applies";
import { imageRefused } from "./image-refused";
import { instanceTypeBurstable } from "./instance-type-burstable";
import { instanceTypeUnknownShape } from "./instance-type-unknown-shape";
import { metricNotPublished } from "./metric-not-published";
import { minAboveMax } from "./min-above-max";
import { minZero } from "./min-zero";
import { missingZone } from "./missing-zone";
import { mixedAdjustments } from "./mixed-adjustments";
import { nameRefused } from "./name-refused";
import { noWayBack } from "./no-way-back";
import { numericWeekday } from "./numeric-weekday";
import { overrideBackwards } from "./override-backwards";
import { overridePast } from "./override-past";
import { rawLimitsInverted } from "./raw-limits-inverted";
import { s3UrlRefused } from "./s3-url-refused";
import { scaleInNever } from "./scale-in-never";
import { scaleOutNever } from "./scale-out-never";
import { scheduleNeverFires } from "./schedule-never-fires";
import { schedulesSameMinute } from "./schedules-same-minute";
import { stepDirection } from "./step-direction";
import { stepsOneWay } from "./steps-one-way";
import { stepsOrder } from "./steps-order";
import { stepsOverlap } from "./steps-overlap";
import { tagRefused } from "./tag-refused";
import { tooManyActions } from "./too-many-actions";
import { tooManyRollbackAlarms } from "./too-many-rollback-alarms";
import { tooManySteps } from "./too-many-steps";
import { tooManyTags } from "./too-many-tags";
import { unknownCalendar } from "./unknown-calendar";
import { unknownZone } from "./unknown-zone";
import { vpcIdRefused } from "./vpc-id-refused";
import { windowAboveGuard } from "./window-above-guard";
import { windowDuplicate } from "./window-duplicate";
import { windowEmpty } from "./window-empty";
import { windowPast } from "./window-past";
import { windowsOverlap } from "./windows-overlap";
import { zeroNeverWakes } from "./zero-never-wakes";

/** The checks of one endpoint, in the order in which a user should fix what they find. */
export const endpointChecks: readonly EndpointCheck[] = [
  missingZone,
  unknownZone,
  nameRefused,
  instanceTypeUnknownShape,
  instanceTypeBurstable,
  imageRefused,
  s3UrlRefused,
  arnRefused,
  emailRefused,
  emailTwice,
  vpcIdRefused,
  asyncInputUnknown,
  tagRefused,
  tooManyTags,
  unknownCalendar,
  dateOutOfRange,
  minAboveMax,
  minZero,
  windowEmpty,
  overrideBackwards,
  windowAboveGuard,
  cronDialect,
  rawLimitsInverted,
  scheduleNeverFires,
  schedulesSameMinute,
  noWayBack,
  datesFarApart,
  tooManyActions,
  arrivalWithoutTimetable,
  arrivalTooLong,
  metricNotPublished,
  tooManySteps,
  stepDirection,
  mixedAdjustments,
  stepsOverlap,
  alarmRefused,
  deploymentSizeRefused,
  deploymentTooLong,
  tooManyRollbackAlarms,
  windowsOverlap,
  windowDuplicate,
  exceptionNeverApplies,
  exceptionCalendarEmpty,
  calendarRunsOut,
  dstGap,
  numericWeekday,
  stepsOrder,
  stepsOneWay,
  scaleInNever,
  scaleOutNever,
  zeroNeverWakes,
  arrivalNever,
  arrivalByDay,
  deploymentLargerThanHalf,
  deploymentIgnored,
  deploymentUnwatched,
  windowPast,
  overridePast,
];

/** Those that need no timeline and hold for each part of a timetable by itself, when other parts cannot be read. */
export const writtenChecks: readonly EndpointCheck[] = [
  missingZone,
  unknownZone,
  unknownCalendar,
  minAboveMax,
  minZero,
  windowEmpty,
  overrideBackwards,
  windowAboveGuard,
  windowDuplicate,
];
