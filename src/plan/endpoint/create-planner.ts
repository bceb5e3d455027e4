import type { EndpointSections } from "../../config/schema";
import type { Timeline } from "../../timetable";
import { type EpochMinute, isKnownZone, toDateParts, toEpochDay } from "../../timetable/time";
import { type PlanDifferences, verifyPlan } from "../replay";
import {
  horizonYears,
  isPlannable,
  planSchedules,
  planTimetable,
  type ReassertionAim,
  type SchedulePlan,
} from "./schedule-plan";

/**
 * Compares a plan with its timetable in the years of its horizon and in later years that hold dates.
 * @returns undefined if the plan equals its timetable, or has none because it comes from AWS's own schedules.
 */
export function verifySchedulePlan({ timeline, actions, horizon }: SchedulePlan): PlanDifferences | undefined {
  if (timeline === undefined) return undefined;
  return listYearsToVerify(timeline, Number(horizon.from.slice(0, 4)))
    .map(({ from, to }) => verifyPlan(timeline, actions, { from: toEpochDay(from, 1, 1), to: toEpochDay(to, 1, 1) }))
    .find((differences) => Object.values<readonly unknown[]>({ ...differences }).some(({ length }) => length > 0));
}

/** Years `[from, to)`. */
interface YearSpan {
  readonly from: number;
  readonly to: number;
}

/** Leaves out the years between the horizon and dates far ahead: they repeat. */
function listYearsToVerify({ dated }: Timeline, first: number): readonly YearSpan[] {
  const shown = { from: first, to: first + horizonYears };
  if (dated === undefined) return [shown];
  const from = Math.max(first, toDateParts(dated.from).year);
  const to = toDateParts(dated.to - 1).year + 1;
  return from > shown.to ? [shown, { from, to }] : [{ from: first, to: Math.max(shown.to, to) }];
}

/** A plan that was compared with its timetable. `differences` is absent if they are equal, as they should be. */
interface VerifiedPlan {
  readonly plan: SchedulePlan;
  readonly differences?: PlanDifferences;
}

/** Returns undefined if the zone is missing or unknown, or the config has a wrong shape. */
export type Planner = (
  sections: Pick<EndpointSections, "timetable" | "schedules" | "baseline">,
  timeline: Timeline | undefined,
  timezone: string | undefined,
) => VerifiedPlan | undefined;

/** Creates the planner of one compilation. Endpoints with the same timetable share a plan, verified once. */
export function createPlanner(now: EpochMinute): Planner {
  const plans = new Map<string, VerifiedPlan>();
  return ({ timetable, schedules, baseline }, timeline, timezone) => {
    if (timetable === undefined || timeline === undefined) {
      return schedules && baseline && { plan: planSchedules(schedules, baseline, now) };
    }
    const isKnown = timezone !== undefined && isKnownZone(timezone);
    if (!isKnown || !isPlannable(timeline)) return undefined;
    const { reassertEveryMinutes, maxActions } = timetable;
    const key = JSON.stringify([timeline, reassertEveryMinutes, maxActions]);
    const verified = plans.get(key) ?? planAndVerify(timeline, timetable, now);
    plans.set(key, verified);
    return verified;
  };
}

function planAndVerify(timeline: Timeline, aim: ReassertionAim, now: EpochMinute): VerifiedPlan {
  const plan = planTimetable(timeline, aim, now);
  const differences = verifySchedulePlan(plan);
  return { plan, ...(differences === undefined ? {} : { differences }) };
}
