import { cronFields } from "../../aws/facts";
import {
  findSegment,
  type Limits,
  type MinuteTurn,
  type Named,
  type ScheduleConfig,
  type Timeline,
  type Timetable,
} from "../../timetable";
import {
  type EpochMinute,
  formatPlainDate,
  toDateParts,
  toEpochDay,
  toFirstPassMinute,
  toPlainMinute,
} from "../../timetable/time";
import { ScheduledAction } from "../cron";
import { computeReassertion, listFirings, type Reassertion } from "../replay";
import { compileScheduledActions } from "../schedule";

/** Years for which a plan is replayed and shown, the current one included. */
export const horizonYears = 3;

/** How far back to look for the last firing of AWS's own schedules: a yearly one has fired by then. */
const lookBackMinutes = 367 * 1440;

/** Years between the first and the last date that a plan can list day by day. */
export const maxDatedYears = 25;

/** Whether a timeline's dates are close enough to plan. A rule reports those that are not. */
export function isPlannable({ dated }: Timeline): boolean {
  if (dated === undefined) return true;
  const [first, last] = [toDateParts(dated.from).year, toDateParts(dated.to - 1).year];
  return last - first < maxDatedYears && first >= cronFields.year.min && last <= cronFields.year.max;
}

/** How often to set limits again, and at the cost of how many actions. */
export type ReassertionAim = Pick<Timetable, "reassertEveryMinutes" | "maxActions"> & {
  /** Of an endpoint whose other variants are scaled, too: the timeline changes only in these minutes. */
  readonly turn?: MinuteTurn | undefined;
};

/** Plans a timetable. It depends on the year of the moment; only `registered`, `horizon` and `reassertion` on more. */
export function planTimetable(timeline: Timeline, aim: ReassertionAim, now: EpochMinute): SchedulePlan {
  const lastDated = timeline.dated === undefined ? 0 : toDateParts(timeline.dated.to - 1).year;
  const { turn, ...goal } = aim;
  const actions = compileScheduledActions(timeline, {
    ...goal,
    firstYear: findYear(timeline.timezone, now),
    ...(turn === undefined ? {} : { turn }),
  });
  return {
    actions,
    registered: findLimitsAt(timeline, now),
    horizon: chooseHorizon(timeline.timezone, now, lastDated),
    timeline,
    reassertion: computeReassertion(timeline, actions, { from: now, everyMinutes: aim.reassertEveryMinutes }),
  };
}

/** Plans AWS's own schedules exactly as the stack file writes them, sorted by name. */
export function planSchedules(schedules: Named<ScheduleConfig>, baseline: Limits, now: EpochMinute): SchedulePlan {
  const actions = Object.entries(schedules)
    .map(([name, { schedule, timezone, min, max }]) => ({ name, schedule, timezone, min, max }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return {
    actions,
    registered: findLimitsInForce({ actions, registered: baseline }, now),
    horizon: chooseHorizon("UTC", now, 0),
  };
}

/** Finds the limits that a plan has in force at a moment. Before the first firing they are `registered`. */
export function findLimitsInForce(
  { actions, registered, timeline }: Omit<SchedulePlan, "horizon">,
  now: EpochMinute,
): Limits {
  return timeline === undefined ? (findLastLimits(actions, now) ?? registered) : findLimitsAt(timeline, now);
}

/** Whether a pause keeps the limits of a moment as somebody set them. */
export function isPaused({ timeline }: Pick<SchedulePlan, "timeline">, now: EpochMinute): boolean {
  return timeline !== undefined && findSegment(timeline, toFirstPassMinute(timeline.timezone, now)).paused === true;
}

/** Finds the limits of the last firing up to `now`. */
function findLastLimits(actions: readonly ScheduledAction[], now: EpochMinute): Limits | undefined {
  const fired = listFirings(actions, { from: now - lookBackMinutes, to: now + 1, overlap: "once" });
  const last = actions[fired.action.at(-1) ?? actions.length];
  return last === undefined ? undefined : { min: last.min, max: last.max };
}

/** Chooses whole years, so that it changes once a year: this year, two more, and all that hold dates. */
function chooseHorizon(timezone: string, now: EpochMinute, lastDated: number): Horizon {
  const year = findYear(timezone, now);
  const end = Math.max(year + horizonYears, lastDated + 1);
  return { from: formatPlainDate(toEpochDay(year, 1, 1)), to: formatPlainDate(toEpochDay(end, 1, 1)) };
}

function findYear(timezone: string, now: EpochMinute): number {
  return toDateParts(Math.floor(toPlainMinute(timezone, now) / 1440)).year;
}

/** Finds the limits that a timetable sets at a moment: a new or replaced target is registered with them. */
export function findLimitsAt(timeline: Timeline, now: EpochMinute): Limits {
  return findSegment(timeline, toFirstPassMinute(timeline.timezone, now)).limits;
}

/**
 * The deployed schedule of one endpoint's target, as far as it is known.
 *
 * `nothing`: no target is deployed. `unreadable`: why it is unknown, in one line. `registered`: the limits at
 * registration or at the last refresh. `instanceType`: absent if the endpoint configuration is not this
 * stack's. `hourlyPriceUsd`: of that type, absent if unknown. `settings`: the endpoint's in the stack file, absent if an
 * older version deployed it.
 */
export type DeployedSchedule =
  | { readonly kind: "nothing" }
  | { readonly kind: "unreadable"; readonly reason: string }
  | {
      readonly kind: "deployed";
      readonly actions: readonly ScheduledAction[];
      readonly registered: Limits;
      readonly settings?: object;
      readonly instanceType?: string;
      readonly hourlyPriceUsd?: number;
    };

/** The plain dates `[from, to)`, `YYYY-MM-DD`, for which a plan is replayed and shown. */
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
  /** Absent for AWS's own schedules. */
  readonly timeline?: Timeline;
  /** Over 365 days from `now`. Absent for AWS's own schedules. */
  readonly reassertion?: Reassertion;
}
