import { toDateParts, toEpochDay } from "../time/plain-date";
import type { Timeline } from "../timetable/timeline";
import type { SchedulePlan } from "./plan";
import { horizonYears } from "./plan-schedules";
import { verifyPlan, type PlanDifferences } from "./verify";

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
