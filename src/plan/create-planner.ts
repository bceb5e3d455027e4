import type { EpochMinute } from "../time/instant";
import type { Timeline } from "../timetable/timeline";
import type { SchedulePlan } from "./plan";
import { planTimetable } from "./plan-schedules";
import type { PlanDifferences } from "./verify";
import { verifySchedulePlan } from "./verify-plan";

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
