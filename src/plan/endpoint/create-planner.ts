import type { Timeline } from "../../timetable";
import { type EpochMinute, toDateParts, toEpochDay } from "../../timetable/time";
import { type PlanDifferences, verifyPlan } from "../replay";
import { horizonYears, planTimetable, type SchedulePlan } from "./schedule-plan";

/**
 * Compares a plan with its timetable in each year that it is shown for, and in each year to come that dates reach into.
 *
 * Out: undefined if the plan equals its timetable, or has none, as the raw form
 */
export function verifySchedulePlan(
  { timeline, actions, horizon }: SchedulePlan,
  reassertEveryMinutes: number | "never",
): PlanDifferences | undefined {
  if (timeline === undefined) return undefined;
  return yearsToVerify(timeline, Number(horizon.from.slice(0, 4)))
    .map(({ from, to }) => {
      const span = { from: toEpochDay(from, 1, 1), to: toEpochDay(to, 1, 1), reassertEveryMinutes };
      return verifyPlan(timeline, actions, span);
    })
    .find((differences) =>
      Object.values<readonly unknown[]>({ ...differences }).some(({ length }) => length > 0),
    );
}

/** Years `[from, to)`. */
interface YearSpan {
  readonly from: number;
  readonly to: number;
}

/** The years between the present ones and dates that are far ahead repeat, and are left out. */
function yearsToVerify({ dated }: Timeline, first: number): readonly YearSpan[] {
  const shown = { from: first, to: first + horizonYears };
  if (dated === undefined) return [shown];
  const from = Math.max(first, toDateParts(dated.from).year);
  const to = toDateParts(dated.to - 1).year + 1;
  return from > shown.to ? [shown, { from, to }] : [{ from: first, to: Math.max(shown.to, to) }];
}

/** A plan after it was compared with its timetable. `findDifferences`: absent if there are none, as there should be */
export interface VerifiedPlan {
  readonly plan: SchedulePlan;
  readonly differences?: PlanDifferences;
}

/** Makes and verifies the plan of a timetable. In: as `planTimetable` */
export type Planner = (timeline: Timeline, reassertEvery: number | "never") => VerifiedPlan;

/** A planner for one compilation: endpoints with the same timetable share one plan, which is made and verified once. */
export function createPlanner(now: EpochMinute): Planner {
  const made = new Map<string, VerifiedPlan>();
  return (timeline, reassertEvery) => {
    const key = JSON.stringify([timeline, reassertEvery]);
    const known = made.get(key);
    if (known !== undefined) return known;
    const plan = planTimetable(timeline, reassertEvery, now);
    const differences = verifySchedulePlan(plan, reassertEvery);
    const verified = { plan, ...(differences === undefined ? {} : { differences }) };
    made.set(key, verified);
    return verified;
  };
}
