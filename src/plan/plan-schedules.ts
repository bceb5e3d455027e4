import { cronFields } from "../aws-facts/cron";
import type { Named, ScheduleConfig } from "../config/config";
import type { EpochMinute } from "../time/instant";
import { toDateParts, toEpochDay, formatPlainDate } from "../time/plain-date";
import { toPlainMinute } from "../time/zone";
import type { Limits } from "../timetable/limits";
import type { Timeline } from "../timetable/timeline";
import { listFirings } from "./firings";
import type { Horizon, ScheduledAction, SchedulePlan } from "./plan";
import { findLimitsAt } from "./registered-limits";
import { compileScheduledActions } from "./scheduled-actions";

/** Whole years that a plan is replayed and shown for, the present one included. */
export const horizonYears = 3;

/** How far back the last firing of a raw schedule is looked for: a yearly one has fired by then. */
const lookBackMinutes = 367 * 1440;

/** Years between the first and the last date that a plan can tell day by day. */
export const maxDatedYears = 25;

/** Whether a timeline's dates lie near enough to each other; a check reports those that do not. */
export function isPlannable({ dated }: Timeline): boolean {
  if (dated === undefined) return true;
  const [first, last] = [toDateParts(dated.from).year, toDateParts(dated.to - 1).year];
  return (
    last - first < maxDatedYears && first >= cronFields.year.min && last <= cronFields.year.max
  );
}

/** What a timetable is told to AWS as; the same on whatever day, but for `applyRegistration` and `horizon`. */
export function planTimetable(
  timeline: Timeline,
  reassertEvery: number | "never",
  now: EpochMinute,
): SchedulePlan {
  const lastDated = timeline.dated === undefined ? 0 : toDateParts(timeline.dated.to - 1).year;
  return {
    actions: compileScheduledActions(timeline, reassertEvery),
    registered: findLimitsAt(timeline, now),
    horizon: chooseHorizon(timeline.timezone, now, lastDated),
    timeline,
  };
}

/** What raw schedules are told to AWS as: exactly what the stack file says, sorted by name. */
export function planSchedules(
  schedules: Named<ScheduleConfig>,
  baseline: Limits,
  now: EpochMinute,
): SchedulePlan {
  const actions = Object.entries(schedules)
    .map(([name, { schedule, timezone, min, max }]) => ({ name, schedule, timezone, min, max }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return {
    actions,
    registered: limitsInForce({ actions, registered: baseline }, now),
    horizon: chooseHorizon("UTC", now, 0),
  };
}

/** The limits that a plan has in force at a moment; `applyRegistration`: what holds if no raw schedule has fired up to it. */
export function limitsInForce(
  { actions, registered, timeline }: Omit<SchedulePlan, "horizon">,
  now: EpochMinute,
): Limits {
  return timeline === undefined
    ? (findLastLimits(actions, now) ?? registered)
    : findLimitsAt(timeline, now);
}

/** The limits of the last firing up to `now`. */
function findLastLimits(actions: readonly ScheduledAction[], now: EpochMinute): Limits | undefined {
  const fired = listFirings(actions, {
    from: now - lookBackMinutes,
    to: now + 1,
    overlap: "once",
  });
  const last = actions[fired.action.at(-1) ?? actions.length];
  return last === undefined ? undefined : { min: last.min, max: last.max };
}

/** Whole years, so that it moves once a year only: the present one, two more, and all that dates reach into. */
function chooseHorizon(timezone: string, now: EpochMinute, lastDated: number): Horizon {
  const { year } = toDateParts(Math.floor(toPlainMinute(timezone, now) / 1440));
  const end = Math.max(year + horizonYears, lastDated + 1);
  return {
    from: formatPlainDate(toEpochDay(year, 1, 1)),
    to: formatPlainDate(toEpochDay(end, 1, 1)),
  };
}
