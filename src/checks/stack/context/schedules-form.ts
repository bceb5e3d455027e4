import { type AwsAction, parseSchedule, type ScheduleProblem } from "../../../plan/cron";
import type { Problem } from "../../../problem";
import { type EpochMinute, parsePlainDate } from "../../../timetable/time";
import type { EndpointContext } from "./endpoint-context";
import { formatSchedulePath } from "./stack-file-paths";

/** The raw form as it is replayed: the actions, over the plan's horizon counted in UTC. */
export interface ScheduleHorizon {
  readonly actions: readonly AwsAction[];
  readonly from: EpochMinute;
  readonly to: EpochMinute;
}

/** What the raw form does over the horizon; undefined for a timetable, or where nothing was planned. */
export function getScheduleHorizon({
  plan,
  sections,
}: EndpointContext): ScheduleHorizon | undefined {
  if (plan === undefined || sections.schedules === undefined) return undefined;
  const [from, to] = [parsePlainDate(plan.horizon.from), parsePlainDate(plan.horizon.to)];
  if (from === undefined || to === undefined || from >= to) return undefined;
  return { actions: plan.actions, from: from * 1440, to: to * 1440 };
}

/** The faults of one kind that reading the raw schedules finds. */
export function findScheduleProblems(
  { path, sections }: EndpointContext,
  wanted: ScheduleProblem["code"],
): readonly Problem[] {
  return Object.entries(sections.schedules ?? {}).flatMap(([name, { schedule }]) =>
    parseSchedule(schedule)
      .problems.filter(({ code }) => code === wanted)
      .map((fault) => ({ ...fault, path: `${formatSchedulePath(path, name)}.schedule` })),
  );
}
