import { formatNumber } from "../../plan/usage";
import { formatPercent } from "../../recommend";

/** A week in instance-hours, and the share of requests short. */
export interface WeekCost {
  readonly instanceHoursPerWeek: number;
  readonly shortfall: number;
}

/** Whether a change pays, and why or why not. */
export interface Verdict {
  readonly isChange: boolean;
  readonly reason: string;
}

/** A change costs a review and a deployment, and the next weeks differ. */
const minSaving = 0.05;

/**
 * Decides whether a proposal pays: at least 5 % cheaper on the same history with no more requests short, and no more
 * short than allowed on days that it was not fitted to.
 * @param backtest the proposal on held-back days
 */
export function compareProposal(now: WeekCost, proposed: WeekCost, backtest: WeekCost, allowed: number): Verdict {
  const saving = 1 - proposed.instanceHoursPerWeek / now.instanceHoursPerWeek;
  const numbers = `${describeWeek(proposed)}, now ${describeWeek(now)}`;
  if (!(saving >= minSaving)) {
    return { isChange: false, reason: `the best other timetable saves less than 5 %: ${numbers}` };
  }
  if (proposed.shortfall > now.shortfall) {
    return { isChange: false, reason: `a cheaper timetable leaves more requests short: ${numbers}` };
  }
  const limit = Math.max(allowed, now.shortfall);
  if (backtest.shortfall > limit) {
    const short = `${formatPercent(backtest.shortfall)} of the requests short, ${formatPercent(limit)} allowed`;
    return { isChange: false, reason: `a cheaper timetable does not hold on held-back days: ${short}` };
  }
  return { isChange: true, reason: `it saves ${formatPercent(saving)}: ${numbers}` };
}

function describeWeek({ instanceHoursPerWeek, shortfall }: WeekCost): string {
  return `${formatNumber(Math.round(instanceHoursPerWeek))} instance-hours a week with ${formatPercent(shortfall)} short`;
}
