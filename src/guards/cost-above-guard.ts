import { rangeText, numberText } from "../report/cost-text";
import { monthsOfUse, type MonthOfUse, type Range } from "../report/months-of-use";
import { shownZone } from "../report/reported-endpoint";
import { datePartsOf } from "../time/plain-date";
import { toPlainMinute } from "../time/zone";
import { monthsAhead, type Guard, type GuardContext } from "./guard";

/** A month in which the instances of all endpoints may cost more than `guards.maxMonthlyCostUsd`. */
export const costAboveGuard: Guard = (context) => {
  const { maxMonthlyCostUsd: most } = context.guards;
  if (most === undefined) return [];
  const above = costsByMonth(context).filter(({ cost }) => cost.max > most);
  const [first, ...later] = above;
  if (first === undefined) return [];
  const worst = Math.max(...above.map(({ cost }) => cost.max));
  const others = later.length === 0 ? "" : ` (and in ${later.length} of the next months)`;
  return [
    {
      severity: "error",
      code: "cost-above-guard",
      path: "guards.maxMonthlyCostUsd",
      message: `in ${first.month} instances cost USD ${rangeText(first.cost)}${shares(first)}, more than guards.maxMonthlyCostUsd${others}`,
      expected: `USD ${numberText(most)} or less in every month, also at max`,
      fix: `lower max, or raise guards.maxMonthlyCostUsd to ${Math.ceil(worst)}`,
    },
  ];
};

interface CostOfMonth {
  readonly month: string;
  readonly cost: Range;
  /** Endpoint to its own cost. */
  readonly by: readonly (readonly [string, Range])[];
}

/** Those endpoints of which the price is known, month by month. */
function costsByMonth({ endpoints, now }: GuardContext): readonly CostOfMonth[] {
  const all = endpoints.map((endpoint) => {
    const today = Math.floor(toPlainMinute(shownZone(endpoint), now) / 1440);
    return { name: endpoint.name, months: monthsOfUse(endpoint, datePartsOf(today), monthsAhead) };
  });
  const months = new Set(all.flatMap((endpoint) => endpoint.months.map(({ month }) => month)));
  return [...months].toSorted().map((month) => {
    const by = all.flatMap((endpoint) => costsOf(endpoint.name, endpoint.months, month));
    const sum = (which: keyof Range): number =>
      by.reduce((total, [, cost]) => total + cost[which], 0);
    return { month, cost: { min: sum("min"), max: sum("max") }, by };
  });
}

function costsOf(
  name: string,
  months: readonly MonthOfUse[],
  month: string,
): readonly (readonly [string, Range])[] {
  const cost = months.find((each) => each.month === month)?.costUsd;
  return cost === undefined ? [] : [[name, cost]];
}

/** Of several endpoints, what the dearest two take at max. */
function shares({ by }: CostOfMonth): string {
  if (by.length < 2) return "";
  const dearest = by.toSorted(([, a], [, b]) => b.max - a.max).slice(0, 2);
  return `, at max ${dearest.map(([name, { max }]) => `${numberText(max)} for ${name}`).join(" and ")}`;
}
