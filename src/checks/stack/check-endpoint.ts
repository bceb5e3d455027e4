import type { Problem } from "../../problem";
import type { Timetable } from "../../timetable";
import type { EndpointContext, EndpointRule } from "./context";
import * as rules from "./rules";

/** In the order in which a user should fix the problems. */
const endpointRules: readonly EndpointRule[] = Object.values(rules);

/** Rules that need no timeline and can check one part of a timetable if another part has a wrong shape. */
const partialTimetableRules: readonly EndpointRule[] = [
  rules.checkMissingZone,
  rules.checkUnknownZone,
  rules.checkUnknownCalendar,
  rules.checkMinAboveMax,
  rules.checkMinZero,
  rules.checkWindowEmpty,
  rules.checkOverrideBackwards,
  rules.checkMaxAboveGuard,
  rules.checkWindowDuplicate,
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
