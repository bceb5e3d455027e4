import type { ScheduledAction } from "../../src/plan/plan";
import { scheduledActions } from "../../src/plan/scheduled-actions";
import { verify, type Differences } from "../../src/plan/verify";
import { epochDayOf } from "../../src/time/plain-date";
import { timelineOf } from "../../src/timetable/timeline-of";
import type { TimetableCase } from "./arbitraries";

/** Three years, with all dates of random timetables, both clock changes, and a year in which the weeks repeat. */
const span = { from: epochDayOf(2026, 1, 1), to: epochDayOf(2029, 1, 1) };

/** Of a plan that is right. */
export const noDifferences: Differences = {
  unequal: [],
  collisions: [],
  gaps: [],
  firedWhilePaused: [],
};

/** What the compiler makes of a timetable in a zone. */
export function actionsOf(
  { config, calendars }: TimetableCase,
  zone: string,
): readonly ScheduledAction[] {
  return scheduledActions(timelineOf(config, calendars, zone), config.reassertEveryMinutes);
}

/** What `verify` finds between a timetable and the compiler's actions for it. */
export function differences({ config, calendars }: TimetableCase, zone: string): Differences {
  const { reassertEveryMinutes } = config;
  const actions = actionsOf({ config, calendars }, zone);
  return verify(timelineOf(config, calendars, zone), actions, { ...span, reassertEveryMinutes });
}
