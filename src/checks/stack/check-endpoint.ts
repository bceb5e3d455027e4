import type { Problem } from "../../problem";
import type { Timeline, Timetable } from "../../timetable";
import type { EndpointContext, EndpointRule } from "./context";
import * as rules from "./rules";

/** Rules that read nothing but the timetable and its calendars, and take long. */
const sharedRules: ReadonlySet<EndpointRule> = new Set([
  rules.checkTooManyActions,
  rules.checkPlanDiffers,
  rules.checkWindowsOverlap,
  rules.checkWindowDuplicate,
  rules.checkClockChange,
  rules.checkExceptionNeverApplies,
  rules.checkExceptionRaisesLimits,
  rules.checkWindowPast,
]);

/** In the order in which a user should fix the problems. */
const endpointRules: readonly EndpointRule[] = Object.values(rules).map((rule) =>
  sharedRules.has(rule) ? checkOncePerTimeline(rule) : rule,
);

/** Endpoints with the same timetable share their timeline, and so the problems of it. */
function checkOncePerTimeline(check: EndpointRule): EndpointRule {
  const known = new WeakMap<Timeline, readonly Problem[]>();
  return (context) => {
    const { timeline, path: endpointPath } = context;
    if (timeline === undefined) return check(context);
    const problems = known.get(timeline) ?? check({ ...context, path: "" });
    known.set(timeline, problems);
    return problems.map((problem) => ({ ...problem, path: endpointPath + problem.path }));
  };
}

/** Rules that need no timeline and can check one part of a timetable if another part has a wrong shape. */
const partialTimetableRules: readonly EndpointRule[] = [
  rules.checkMissingZone,
  rules.checkUnknownZone,
  rules.checkUnknownCalendar,
  rules.checkMinAboveMax,
  rules.checkMinZero,
  rules.checkWindowEmpty,
  rules.checkOverrideBackwards,
  rules.checkMaxAboveConcurrency,
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
