import type { EndpointRule } from "./check";
import { checkScheduleFirings } from "./dst-gap-raw";
import { checkTimelineChanges } from "./dst-gap-timetable";

/**
 * What a clock change meddles with: a change of limits at a time that is missing or comes twice on some
 * date of the horizon.
 *
 * Only where it makes a difference: an action that fires again and again may well miss an hour.
 */
export const checkClockChange: EndpointRule = (context) => [
  ...checkTimelineChanges(context),
  ...checkScheduleFirings(context),
];
