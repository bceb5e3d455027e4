import {
  chooseShownZone,
  computeMonthlyUsage,
  formatNumber,
  formatRange,
  type MonthlyUsage,
  type UsageRange,
} from "../../plan/usage";
import { toDateParts, toPlainMinute } from "../../timetable/time";
import { type AccountContext, type AccountRule, monthsAhead } from "./account-context";

/** A month in which the instances of all endpoints may cost more than `guards.maxMonthlyCostUsd`. */
export const checkCostAboveGuard: AccountRule = (context) => {
  const { maxMonthlyCostUsd: most } = context.guards;
  if (most === undefined) return [];
  const above = computeMonthlyCosts(context).filter(({ cost }) => cost.max > most);
  const [first, ...later] = above;
  if (first === undefined) return [];
  const worst = Math.max(...above.map(({ cost }) => cost.max));
  const others = later.length === 0 ? "" : ` (and in ${later.length} of the next months)`;
  return [
    {
      severity: "error",
      code: "cost-above-guard",
      path: "guards.maxMonthlyCostUsd",
      message: `in ${first.month} instances cost USD ${formatRange(first.cost)}${describeShares(first)}, more than guards.maxMonthlyCostUsd${others}`,
      expected: `USD ${formatNumber(most)} or less in every month, also at max`,
      fix: `lower max, or raise guards.maxMonthlyCostUsd to ${Math.ceil(worst)}`,
    },
  ];
};

interface MonthlyCost {
  readonly month: string;
  readonly cost: UsageRange;
  /** Endpoint to its own cost. */
  readonly by: readonly (readonly [string, UsageRange])[];
}

/** Those endpoints of which the price is known, month by month. */
function computeMonthlyCosts({ endpoints, now }: AccountContext): readonly MonthlyCost[] {
  const all = endpoints.map((endpoint) => {
    const today = Math.floor(toPlainMinute(chooseShownZone(endpoint), now) / 1440);
    return {
      name: endpoint.name,
      months: computeMonthlyUsage(endpoint, toDateParts(today), monthsAhead),
    };
  });
  const months = new Set(all.flatMap((endpoint) => endpoint.months.map(({ month }) => month)));
  return [...months].toSorted().map((month) => {
    const by = all.flatMap((endpoint) => findEndpointCost(endpoint.name, endpoint.months, month));
    const sum = (which: keyof UsageRange): number =>
      by.reduce((total, [, cost]) => total + cost[which], 0);
    return { month, cost: { min: sum("min"), max: sum("max") }, by };
  });
}

function findEndpointCost(
  name: string,
  months: readonly MonthlyUsage[],
  month: string,
): readonly (readonly [string, UsageRange])[] {
  const cost = months.find((each) => each.month === month)?.costUsd;
  return cost === undefined ? [] : [[name, cost]];
}

/** Of several endpoints, what the dearest two take at max. */
function describeShares({ by }: MonthlyCost): string {
  if (by.length < 2) return "";
  const dearest = by.toSorted(([, a], [, b]) => b.max - a.max).slice(0, 2);
  return `, at max ${dearest.map(([name, { max }]) => `${formatNumber(max)} for ${name}`).join(" and ")}`;
}
