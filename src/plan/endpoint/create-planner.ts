import type { EndpointSections } from "../../config/schema";
import {
  alignTimeline,
  buildTimeline,
  type Calendar,
  type MinuteTurn,
  type Named,
  type Timeline,
  type Timetable,
} from "../../timetable";
import { type EpochMinute, isKnownZone, toDateParts, toEpochDay } from "../../timetable/time";
import { type PlanDifferences, verifyPlan } from "../replay";
import { horizonYears, isPlannable, planSchedules, planTimetable, type SchedulePlan } from "./schedule-plan";

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

/** `differences`: between the plan and its timetable; absent if they are equal, as they should be. */
interface PlannedEndpoint {
  /** Absent without a timetable. In UTC if the zone is missing. */
  readonly timeline?: Timeline;
  /** Absent if the zone is missing or unknown, or the config has a wrong shape. */
  readonly plan?: SchedulePlan;
  readonly differences?: PlanDifferences;
}

/** `timezone`: that of the timetable, else of the stack. `turn`: if the stack scales other variants of the endpoint, too. */
export type Planner = (
  sections: Pick<EndpointSections, "timetable" | "schedules" | "baseline">,
  timezone: string | undefined,
  turn?: MinuteTurn,
) => PlannedEndpoint;

/** Creates the planner of one compilation. Endpoints with the same timetable share a plan, verified once. */
export function createPlanner(now: EpochMinute, calendars: Named<Calendar>): Planner {
  const known = new Map<string, PlannedEndpoint>();
  const keys = new WeakMap<Timetable, string>();
  return ({ timetable, schedules, baseline }, timezone, turn) => {
    if (timetable === undefined) return schedules && baseline ? { plan: planSchedules(schedules, baseline, now) } : {};
    const written = keys.get(timetable) ?? JSON.stringify(timetable);
    keys.set(timetable, written);
    const key = `${timezone ?? ""} ${JSON.stringify(turn ?? null)} ${written}`;
    const planned = known.get(key) ?? planAndVerify(timetable, timezone, { now, calendars, turn });
    known.set(key, planned);
    return planned;
  };
}

interface PlanInputs {
  readonly now: EpochMinute;
  readonly calendars: Named<Calendar>;
  readonly turn: MinuteTurn | undefined;
}

function planAndVerify(
  timetable: Timetable,
  timezone: string | undefined,
  { now, calendars, turn }: PlanInputs,
): PlannedEndpoint {
  const written = buildTimeline(timetable, calendars, timezone ?? "UTC");
  const timeline = turn === undefined ? written : alignTimeline(written, turn);
  const isKnown = timezone !== undefined && isKnownZone(timezone);
  if (!isKnown || !isPlannable(timeline)) return { timeline };
  const plan = planTimetable(timeline, { ...timetable, turn }, now);
  const differences = verifySchedulePlan(plan);
  return { timeline, plan, ...(differences === undefined ? {} : { differences }) };
}
