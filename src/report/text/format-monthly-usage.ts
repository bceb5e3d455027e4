import type { CapacityUnit } from "../../aws/facts";
import { formatNumber, formatRange, getCapacityHours, type MonthlyUsage, type UsageRange } from "../../plan/usage";
import type { EndpointReport } from "..";
import { formatColumns } from "./format-columns";

/**
 * Formats an average month in one line.
 * @example `instance-hours a month: 1,488 to 5,208; cost USD 2,098 to 7,343 at 1.41 an instance-hour (…)`
 */
export function formatAverageMonth(report: EndpointReport): string {
  const { months, averageMonth, unit } = report;
  const { costUsd } = averageMonth;
  const price = describePrice(report);
  const cost = costUsd === undefined ? `; cost unknown: ${price}` : `; cost USD ${formatRange(costUsd)} at ${price}`;
  const span = `mean of ${months[0]?.month} to ${months.at(-1)?.month}`;
  const note = report.hasRangeWithoutScaleIn ? `; ${noScaleInNotes[unit]}` : "";
  const hours = `${hoursWords[unit].many} a month: ${formatRange(getCapacityHours(averageMonth, unit))}`;
  return `${hours}${describeShare(report)}${cost} (${span}${note})`;
}

/** Hours of what the limits count. */
export const hoursWords: Readonly<Record<CapacityUnit, { readonly one: string; readonly many: string }>> = {
  instances: { one: "an instance-hour", many: "instance-hours" },
  copies: { one: "an instance-hour", many: "copy-hours" },
  concurrency: { one: "a concurrency-hour", many: "concurrency-hours" },
};

/** Why the hours are more than those of min. */
export const noScaleInNotes: Readonly<Record<CapacityUnit, string>> = {
  instances: "nothing scales in, so the instance count falls only if it is above max",
  copies: "nothing scales in, so the copy count falls only if it is above max",
  concurrency: "nothing scales in, so the provisioned concurrency falls only if it is above max",
};

/** What the copies of a component take of its endpoint; empty for anything else. */
function describeShare({ unit, averageMonth, hostEndpoint, instancesUnknown }: EndpointReport): string {
  const { instanceHours } = averageMonth;
  if (unit !== "copies") return "";
  if (instanceHours === undefined) return `; instances unknown: ${instancesUnknown ?? ""}`;
  const hours = `${formatRange(instanceHours)} instance-hours`;
  return hostEndpoint === undefined
    ? `; at most ${hours}, as if alone on its endpoint`
    : `; its share of ${hostEndpoint}: ${hours}`;
}

/** `1.41 an instance-hour` and its source; without a price, the reason. */
function describePrice({ price, instanceType, unit, averageMonth }: EndpointReport): string {
  const { usd, unknown, fromPriceList, key } = price;
  if (unknown !== undefined) {
    return `no price for ${instanceType ?? `its ${unit === "concurrency" ? "concurrency" : "instances"}`}: ${unknown}`;
  }
  if (usd === undefined) return `${key} is not set`;
  if (averageMonth.costUsd === undefined) return "the instances are unknown";
  return `${usd} ${hoursWords[unit].one}${fromPriceList ? ", read from AWS's price list now" : ""}`;
}

/** Lists the columns of hours and cost of some months: a heading, and a range for each month. */
export function listUsageColumns(
  months: readonly MonthlyUsage[],
): readonly { readonly heading: string; readonly ranges: readonly UsageRange[] }[] {
  const columns = [
    { heading: "copy-hours", ranges: months.flatMap(({ copyHours }) => copyHours ?? []) },
    { heading: "concurrency-hours", ranges: months.flatMap(({ concurrencyHours }) => concurrencyHours ?? []) },
    { heading: "instance-hours", ranges: months.flatMap(({ instanceHours }) => instanceHours ?? []) },
    { heading: "cost in USD", ranges: months.flatMap(({ costUsd }) => costUsd ?? []) },
  ];
  return columns.filter(({ ranges }) => ranges.length > 0);
}

/** Formats months as aligned columns below a heading. */
export function formatMonths(months: readonly MonthlyUsage[]): string {
  const columns = listUsageColumns(months);
  const heading = ["month", "hours", ...columns.map((column) => column.heading)];
  const rows = months.map((month, index) => [
    month.month,
    formatNumber(month.hours),
    ...columns.flatMap(({ ranges }) => (ranges[index] === undefined ? [] : [formatRange(ranges[index])])),
  ]);
  return formatColumns([heading, ...rows]);
}
