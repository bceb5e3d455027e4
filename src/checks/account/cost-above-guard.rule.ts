import { chooseShownZone, computeMonthlyUsage, formatNumber, formatRange, type UsageRange } from "../../plan/usage";
import { toDateParts, toPlainMinute } from "../../timetable/time";
import { type AccountContext, type AccountRule, monthsAhead } from "./account-context";

/** Finds the first month in which all instances may cost more than `guards.maxMonthlyCostUsd`. */
export const checkCostAboveGuard: AccountRule = (context) => {
  const { maxMonthlyCostUsd } = context.guards;
  if (maxMonthlyCostUsd === undefined) return [];
  const above = computeMonthlyCosts(context).filter(({ cost }) => cost.max > maxMonthlyCostUsd);
  const [first, ...later] = above;
  if (first === undefined) return [];
  const highest = Math.max(...above.map(({ cost }) => cost.max));
  const also = later.length === 0 ? "" : `; ${later.length} later months exceed it too`;
  return [
    {
      severity: "error",
      code: "cost-above-guard",
      path: "guards.maxMonthlyCostUsd",
      message: `instances may cost USD ${formatRange(first.cost)} in ${first.month}${describeShares(first)}, more than guards.maxMonthlyCostUsd${also}`,
      expected: `at most USD ${formatNumber(maxMonthlyCostUsd)} in every month, at max`,
      fix: `lower max, or raise guards.maxMonthlyCostUsd to ${Math.ceil(highest)}`,
    },
  ];
};

interface MonthlyCost {
  readonly month: string;
  readonly cost: UsageRange;
  readonly shares: readonly { readonly name: string; readonly cost: UsageRange }[];
}

/** Adds up the endpoints whose price is known. */
function computeMonthlyCosts({ endpoints, now }: AccountContext): readonly MonthlyCost[] {
  const usage = endpoints.flatMap((endpoint) => {
    const today = Math.floor(toPlainMinute(chooseShownZone(endpoint), now) / 1440);
    return computeMonthlyUsage(endpoint, toDateParts(today), monthsAhead).map((month) => ({
      ...month,
      name: endpoint.name,
    }));
  });
  const months = new Set(usage.map(({ month }) => month));
  return [...months].toSorted().map((month) => {
    const shares = usage.flatMap(({ name, month: of, costUsd }) =>
      of === month && costUsd !== undefined ? [{ name, cost: costUsd }] : [],
    );
    const sum = (which: keyof UsageRange): number => shares.reduce((total, { cost }) => total + cost[which], 0);
    return { month, cost: { min: sum("min"), max: sum("max") }, shares };
  });
}

/** Names the two most expensive of several endpoints. */
function describeShares({ shares }: MonthlyCost): string {
  if (shares.length < 2) return "";
  const costliest = shares.toSorted((a, b) => b.cost.max - a.cost.max).slice(0, 2);
  return ` (at max ${costliest.map(({ name, cost }) => `${formatNumber(cost.max)} for ${name}`).join(" and ")})`;
}
