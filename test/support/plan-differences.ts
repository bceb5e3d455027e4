import type { ScheduledAction } from "../../src/plan/cron/scheduled-action";
import { type PlanDifferences, verifyPlan } from "../../src/plan/replay/verify-plan";
import { compileScheduledActions } from "../../src/plan/schedule/compile-scheduled-actions";
import { buildTimeline } from "../../src/timetable/build-timeline";
import { toEpochDay } from "../../src/timetable/time/plain-date-time";
import type { TimetableCase } from "./arbitraries";

/** Three years, with all dates of random timetables, both clock changes, and a year in which the weeks repeat. */
const span = { from: toEpochDay(2026, 1, 1), to: toEpochDay(2029, 1, 1) };

/** Of a plan that is right. */
export const noDifferences: PlanDifferences = { unequal: [], collisions: [], firedWhilePaused: [] };

/** What the compiler makes of a timetable in a zone. */
export function actionsOf({ config, calendars }: TimetableCase, zone: string): readonly ScheduledAction[] {
  return compileScheduledActions(buildTimeline(config, calendars, zone), { ...config, firstYear: 2026 });
}

/** What `verifyPlan` finds between a timetable and the compiler's actions for it. */
export function differences({ config, calendars }: TimetableCase, zone: string): PlanDifferences {
  const actions = actionsOf({ config, calendars }, zone);
  return verifyPlan(buildTimeline(config, calendars, zone), actions, span);
}
