import { cronFields } from "../../aws/facts";
import {
  findSegment,
  type Limits,
  type Named,
  type ScheduleConfig,
  type Timeline,
} from "../../timetable";
import {
  type EpochMinute,
  formatPlainDate,
  toDateParts,
  toEpochDay,
  toPlainMinute,
} from "../../timetable/time";
import { ScheduledAction } from "../cron";
import { listFirings } from "../replay";
import { compileScheduledActions } from "../schedule";

/** Whole years that a plan is replayed and shown for, the present one included. */
export const horizonYears = 3;

/** How far back the last firing of a raw schedule is looked for: a yearly one has fired by then. */
const lookBackMinutes = 367 * 1440;

/** Years between the first and the last date that a plan can tell day by day. */
export const maxDatedYears = 25;

/** Whether a timeline's dates lie near enough to each other; a check reports those that do not. */
export function isPlannable({ dated }: Timeline): boolean {
  if (dated === undefined) return true;
  const [first, last] = [toDateParts(dated.from).year, toDateParts(dated.to - 1).year];
  return (
    last - first < maxDatedYears && first >= cronFields.year.min && last <= cronFields.year.max
  );
}

/** What a timetable is told to AWS as; the same on whatever day, but for `applyRegistration` and `horizon`. */
export function planTimetable(
  timeline: Timeline,
  reassertEvery: number | "never",
  now: EpochMinute,
): SchedulePlan {
  const lastDated = timeline.dated === undefined ? 0 : toDateParts(timeline.dated.to - 1).year;
  return {
    actions: compileScheduledActions(timeline, reassertEvery),
    registered: findLimitsAt(timeline, now),
    horizon: chooseHorizon(timeline.timezone, now, lastDated),
    timeline,
  };
}

/** What raw schedules are told to AWS as: exactly what the stack file says, sorted by name. */
export function planSchedules(
  schedules: Named<ScheduleConfig>,
  baseline: Limits,
  now: EpochMinute,
): SchedulePlan {
  const actions = Object.entries(schedules)
    .map(([name, { schedule, timezone, min, max }]) => ({ name, schedule, timezone, min, max }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return {
    actions,
    registered: limitsInForce({ actions, registered: baseline }, now),
    horizon: chooseHorizon("UTC", now, 0),
  };
}

/** The limits that a plan has in force at a moment; `applyRegistration`: what holds if no raw schedule has fired up to it. */
export function limitsInForce(
  { actions, registered, timeline }: Omit<SchedulePlan, "horizon">,
  now: EpochMinute,
): Limits {
  return timeline === undefined
    ? (findLastLimits(actions, now) ?? registered)
    : findLimitsAt(timeline, now);
}

/** The limits of the last firing up to `now`. */
function findLastLimits(actions: readonly ScheduledAction[], now: EpochMinute): Limits | undefined {
  const fired = listFirings(actions, {
    from: now - lookBackMinutes,
    to: now + 1,
    overlap: "once",
  });
  const last = actions[fired.action.at(-1) ?? actions.length];
  return last === undefined ? undefined : { min: last.min, max: last.max };
}

/** Whole years, so that it moves once a year only: the present one, two more, and all that dates reach into. */
function chooseHorizon(timezone: string, now: EpochMinute, lastDated: number): Horizon {
  const { year } = toDateParts(Math.floor(toPlainMinute(timezone, now) / 1440));
  const end = Math.max(year + horizonYears, lastDated + 1);
  return {
    from: formatPlainDate(toEpochDay(year, 1, 1)),
    to: formatPlainDate(toEpochDay(end, 1, 1)),
  };
}

/**
 * The limits that a timetable asks for at a moment: what a new or replaced target is registered with.
 */
export function findLimitsAt(timeline: Timeline, now: EpochMinute): Limits {
  return findSegment(timeline, toPlainMinute(timeline.timezone, now)).limits;
}

/**
 * What decides the firings of one endpoint's target as it is deployed, as far as that is known.
 *
 * `emptyLiveState`:      no target is deployed for this endpoint
 * `createUnreadableReply`:   why it is not known, one line
 * `applyRegistration`:   the limits that the target was registered or last read with
 * `instanceTypeField`: absent where the endpoint's configuration is not this stack's
 * `hourlyPriceUsdField`: of that type; absent where nothing says it
 */
export type DeployedSchedule =
  | { readonly kind: "nothing" }
  | { readonly kind: "unreadable"; readonly reason: string }
  | {
      readonly kind: "deployed";
      readonly actions: readonly ScheduledAction[];
      readonly registered: Limits;
      readonly instanceType?: string;
      readonly hourlyPriceUsd?: number;
    };

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
