import { formatPlainDate } from "../timetable/time";
import type { DemandHistory } from "./demand";
import type { FoundRecommendation, RecommendOptions } from "./recommend";

/** Lists what was found in a history, and what it means for the recommendation. */
export function listNotes(
  history: DemandHistory,
  found: FoundRecommendation,
  options: RecommendOptions,
): readonly string[] {
  return [describeSaving(found), ...listDoubts(found, options), ...listLeftOut(history, found)];
}

function describeSaving({ chosen, withoutWindows }: FoundRecommendation): string {
  if (chosen.timetable.windows.length === 0) {
    const instead = chosen.ladder === undefined ? "a constant count" : "step scaling alone";
    return `A timetable is not worth it: ${instead} costs as little.`;
  }
  if (withoutWindows === undefined) return "Without windows, no limits leave few enough requests short.";
  const saving = 1 - chosen.outcome.instanceHours / withoutWindows.outcome.instanceHours;
  return `The windows save ${formatPercent(saving)} over the best limits without windows.`;
}

function listDoubts(
  { history, backtest, isOverMargin }: FoundRecommendation,
  { shortfall }: RecommendOptions,
): readonly string[] {
  const doubts: string[] = [];
  if (isOverMargin) doubts.push("No limits leave the usual reserve below the allowed shortfall; this is the nearest.");
  if (backtest !== undefined && backtest.shortfall > shortfall) {
    const short = `${formatPercent(backtest.shortfall)} of the requests were short`;
    doubts.push(`On ${backtest.days} held-back days, ${short}: more than allowed.`);
  }
  if (history.demand.days < 14) {
    doubts.push("The history is shorter than two weeks: recommend again when there is more.");
  }
  if (history.unexplained > 0.2) {
    doubts.push("Much of the demand does not follow the time of day: bursts decide how much is short.");
  }
  return doubts;
}

function listLeftOut(
  { requests, intervalMinutes }: DemandHistory,
  { history, burstDays }: FoundRecommendation,
): readonly string[] {
  const { demand, growth, quietDays, emptyDays } = history;
  const formatDays = (days: readonly number[]) =>
    days
      .toSorted((a, b) => a - b)
      .map((day) => formatPlainDate(demand.firstDay + day))
      .join(", ");
  const notes: string[] = [];
  if (Math.abs(growth - 1) > 0.1) {
    const change = `Demand changed by ${formatPercent(growth - 1)} from the first week to the last`;
    notes.push(`${change}; all weeks count at the level of the last.`);
  }
  if (quietDays.length > 0) notes.push(`Left out as holidays: ${formatDays(quietDays)}.`);
  if (burstDays.length > 0) notes.push(`Left out because of unusual bursts: ${formatDays(burstDays)}.`);
  if (emptyDays.length > 0) notes.push(`Left out for lack of data: ${formatDays(emptyDays)}.`);
  const missing = requests.filter((count) => !(count >= 0)).length;
  const intervals = `${missing} intervals of ${intervalMinutes} minutes are missing`;
  if (missing > 0) notes.push(`${intervals}; they count neither as demand nor as idle.`);
  return notes;
}

/** Formats a share of 1 with two digits: `0.52 %`. */
export function formatPercent(share: number): string {
  return `${Number((100 * share).toPrecision(2))} %`;
}
