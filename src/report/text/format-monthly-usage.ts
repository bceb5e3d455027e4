import { formatNumber, formatRange, type MonthlyUsage } from "../../plan/usage";
import type { EndpointReport } from "..";
import { formatColumns } from "./format-columns";

/**
 * Formats an average month in one line.
 * @example `instance-hours a month: 1,488 to 5,208; cost USD 2,098 to 7,343 at 1.41 an instance-hour (…)`
 */
export function formatAverageMonth(report: EndpointReport): string {
  const { months, averageMonth } = report;
  const { instanceHours, costUsd } = averageMonth;
  const price = describePrice(report);
  const cost = costUsd === undefined ? `; cost unknown: ${price}` : `; cost USD ${formatRange(costUsd)} at ${price}`;
  const span = `mean of ${months[0]?.month} to ${months.at(-1)?.month}`;
  const note = report.hasRangeWithoutScaleIn ? `; ${noScaleInNote}` : "";
  return `instance-hours a month: ${formatRange(instanceHours)}${cost} (${span}${note})`;
}

/** Why instance-hours are more than those of min. */
export const noScaleInNote = "nothing scales in, so the instance count falls only if it is above max";

/** `1.41 an instance-hour` and its source; without a price, the reason. */
function describePrice({ price, instanceType }: EndpointReport): string {
  const { usd, unknown, fromPriceList, key } = price;
  if (unknown !== undefined) {
    return `no price for ${instanceType ?? "its instances"}: ${unknown}`;
  }
  if (usd === undefined) return `${key} is not set`;
  return `${usd} an instance-hour${fromPriceList ? ", read from AWS's price list now" : ""}`;
}

/** Formats months as aligned columns below a heading. */
export function formatMonths(months: readonly MonthlyUsage[]): string {
  const priced = months.some((month) => month.costUsd !== undefined);
  const heading = ["month", "hours", "instance-hours", ...(priced ? ["cost in USD"] : [])];
  const rows = months.map((month) => [
    month.month,
    formatNumber(month.hours),
    formatRange(month.instanceHours),
    ...(month.costUsd === undefined ? [] : [formatRange(month.costUsd)]),
  ]);
  return formatColumns([heading, ...rows]);
}
