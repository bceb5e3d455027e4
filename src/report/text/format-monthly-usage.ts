import {
  averageUsage,
  formatNumber,
  formatRange,
  getPriceKey,
  type MonthlyUsage,
  type ReportedEndpoint,
} from "../../plan/usage";
import { formatColumns } from "./format-columns";

/**
 * One line: what an average month takes.
 *
 * Out: `instance-hours a month: 1,488 to 5,208, USD 2,098.08 to 7,343.28 at 1.41 an hour (…)`;
 *      without a price it says so, and how to give one
 */
export function formatAverageMonth(
  endpoint: ReportedEndpoint,
  months: readonly MonthlyUsage[],
): string {
  const [first, last] = [months[0], months.at(-1)];
  if (first === undefined || last === undefined) return "";
  const { instanceHours, costUsd } = averageUsage(months);
  const price = describePrice(endpoint);
  const cost =
    costUsd === undefined
      ? `; no cost, as ${price}`
      : `; cost USD ${formatRange(costUsd)} at ${price}`;
  const span = first === last ? first.month : `mean of ${first.month} to ${last.month}`;
  return `instance-hours a month: ${formatRange(instanceHours)}${cost} (${span})`;
}

/** `1.41 an instance-hour` and where that comes from; where there is no price, why. */
function describePrice(endpoint: ReportedEndpoint): string {
  const { askedPrice, config } = endpoint;
  const price = config?.variant.hourlyPriceUsd;
  if (askedPrice !== undefined && "unknown" in askedPrice) {
    return `no price of ${config?.variant.instanceType ?? "its instances"} is known: ${askedPrice.unknown}`;
  }
  if (price === undefined) return `${getPriceKey(endpoint)} is not given`;
  const from = askedPrice === undefined ? "" : ", read from AWS's price list now";
  return `${price} an instance-hour${from}`;
}

/**
 * Month by month, as rows of columns.
 *
 * Out: a heading and one line a month, aligned
 */
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
