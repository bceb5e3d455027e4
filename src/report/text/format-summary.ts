import { formatRange, getCapacityHours, type UsageRange } from "../../plan/usage";
import type { EndpointReport } from "..";
import { formatColumns } from "./format-columns";
import { hoursWords } from "./format-monthly-usage";

/** More endpoints than these are one line each, unless all details are asked for. */
export const maxEndpointsInFull = 5;

/** A line of a summary. `note`: at its end; absent for none. */
export interface SummaryLine {
  readonly report: EndpointReport;
  readonly note?: string;
}

/**
 * Formats many endpoints in one line each, with hours and cost of an average month, and their totals.
 * @param details how to get the whole of one endpoint, such as `add --endpoint NAME, or --details for all`
 */
export function formatSummary(lines: readonly SummaryLine[], details: string): string {
  const rows = lines.map(({ report, note }) => [
    report.name,
    report.existingEndpoint ?? report.instanceType ?? "",
    String(report.actionCount ?? 0),
    formatHours(report),
    report.averageMonth.costUsd === undefined ? "unknown" : formatRange(report.averageMonth.costUsd),
    ...(note === undefined ? [] : [note]),
  ]);
  const reports = lines.map(({ report }) => report);
  return [
    formatColumns([
      ["endpoint", "type", "actions", "hours a month", "cost in USD"],
      ...rows,
      [
        `${lines.length} endpoints`,
        "",
        String(reports.reduce((sum, { actionCount = 0 }) => sum + actionCount, 0)),
        formatTotal(reports.flatMap(({ averageMonth }) => averageMonth.instanceHours ?? [])),
        formatTotal(reports.flatMap(({ averageMonth }) => averageMonth.costUsd ?? [])),
      ],
    ]),
    ...describeUncounted(reports),
    `details: ${details}`,
  ].join("\n");
}

function formatHours({ averageMonth, unit }: EndpointReport): string {
  const hours = formatRange(getCapacityHours(averageMonth, unit));
  return unit === "instances" ? hours : `${hours} ${hoursWords[unit].many}`;
}

function formatTotal(ranges: readonly UsageRange[]): string {
  if (ranges.length === 0) return "unknown";
  const sum = (side: keyof UsageRange): number => ranges.reduce((total, range) => total + range[side], 0);
  return formatRange({ min: sum("min"), max: sum("max") });
}

/** A total without some endpoints would look complete. */
function describeUncounted(reports: readonly EndpointReport[]): readonly string[] {
  const count = (key: "instanceHours" | "costUsd", what: string): readonly string[] => {
    const missing = reports.filter(({ averageMonth }) => averageMonth[key] === undefined).length;
    return missing === 0 ? [] : [`the total of ${what} leaves out ${missing} of ${reports.length} endpoints`];
  };
  return [...count("instanceHours", "instance-hours"), ...count("costUsd", "cost")];
}
