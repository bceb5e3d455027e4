import type { AwsAction } from "../plan/firings";
import type { EpochMinute } from "../time/instant";
import { parsePlainDate } from "../time/plain-date";
import type { EndpointContext } from "./check";

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
