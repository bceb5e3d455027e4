import type { EndpointCheck } from "./check";
import { cronDialect } from "./cron-dialect";
import { dstGap } from "./dst-gap";
import { missingZone } from "./missing-zone";
import { noWayBack } from "./no-way-back";
import { numericWeekday } from "./numeric-weekday";
import { rawLimitsInverted } from "./raw-limits-inverted";
import { scheduleNeverFires } from "./schedule-never-fires";
import { schedulesSameMinute } from "./schedules-same-minute";
import { unknownZone } from "./unknown-zone";

/** The checks of one endpoint, in the order in which a user should fix what they find. */
export const endpointChecks: readonly EndpointCheck[] = [
  missingZone,
  unknownZone,
  cronDialect,
  rawLimitsInverted,
  scheduleNeverFires,
  schedulesSameMinute,
  noWayBack,
  dstGap,
  numericWeekday,
];
