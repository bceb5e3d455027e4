import { type AwsAction, parseSchedule, type ScheduleProblem } from "../../../plan/cron";
import type { Problem } from "../../../problem";
import { type EpochMinute, parsePlainDate } from "../../../timetable/time";
import { type EndpointContext, formatSchedulePath } from "./endpoint-context";

/** The actions of `schedules`, with the interval over which rules replay them. */
export interface ScheduleHorizon {
  readonly actions: readonly AwsAction[];
  readonly from: EpochMinute;
  readonly to: EpochMinute;
}

/** Returns the actions of `schedules` over the plan's horizon, in UTC; undefined for a timetable, or without a plan. */
export function getScheduleHorizon({ plan, sections }: EndpointContext): ScheduleHorizon | undefined {
  if (plan === undefined || sections.schedules === undefined) return undefined;
  const [from, to] = [parsePlainDate(plan.horizon.from), parsePlainDate(plan.horizon.to)];
  if (from === undefined || to === undefined || from >= to) return undefined;
  return { actions: plan.actions, from: from * 1440, to: to * 1440 };
}

/** Finds the problems of one code in the texts of `schedules`. */
export function findScheduleProblems(
  { path, sections }: EndpointContext,
  wanted: ScheduleProblem["code"],
): readonly Problem[] {
  return Object.entries(sections.schedules ?? {}).flatMap(([name, { schedule }]) =>
    parseSchedule(schedule)
      .problems.filter(({ code }) => code === wanted)
      .map((problem) => ({ ...problem, path: `${formatSchedulePath(path, name)}.schedule` })),
  );
}
