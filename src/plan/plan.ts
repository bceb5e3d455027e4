import type { Limits } from "../timetable/limits";
import type { Timeline } from "../timetable/timeline";

/**
 * One AWS scheduled action, exactly as AWS is told.
 *
 * `schedule` is `cron(…)`, `at(…)` or `rate(…)`; `timezone` an IANA name; both limits always set.
 * `startTime`/`endTime` only ever come from actions that this program did not make.
 * Source: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScheduledAction.html
 */
export interface ScheduledAction {
  readonly name: string;
  readonly schedule: string;
  readonly timezone: string;
  readonly min: number;
  readonly max: number;
}

/** The plain dates `[from, to)`, `YYYY-MM-DD`, over which a plan is replayed and shown. */
export interface Horizon {
  readonly from: string;
  readonly to: string;
}

/** What decides the firings of one endpoint's target. */
export interface SchedulePlan {
  readonly actions: readonly ScheduledAction[];
  /** The limits in force at `now`: what a new or replaced target is registered with. */
  readonly registered: Limits;
  readonly horizon: Horizon;
  /** What the actions were made from; absent for the raw form. */
  readonly timeline?: Timeline;
}
