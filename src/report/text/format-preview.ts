import { type CapacityUnit, unitWords } from "../../aws/facts";
import type { Firing } from "../../plan/replay";
import { chooseShownZone, type ReportedEndpoint } from "../../plan/usage";
import { formatLimits } from "../../timetable";
import { type EpochMinute, formatLocal, formatPlainDate, formatUtc } from "../../timetable/time";
import {
  type DayOverview,
  describeSpecialDays,
  type EndpointReport,
  findOverrideState,
  isSpecialDay,
  type OverrideState,
} from "..";
import type { DrawOptions } from "./draw-week";
import { formatColumns, wrapText } from "./format-columns";
import { formatAverageMonth } from "./format-monthly-usage";
import { formatReassertion } from "./format-reassertion";
import { formatRealWeek, formatUsualWeek } from "./format-week";

const maxSpecialDays = 6;

/** How to print a preview; `changes`: one line each, if the deployed plan was compared. */
export interface PreviewOptions extends DrawOptions {
  readonly changes?: readonly string[];
}

/**
 * Formats what a preview, an update or `timetable show` prints about one endpoint.
 * @returns the week, special dates, next changes, changes against AWS, instance-hours and cost
 */
export function formatPreview(report: EndpointReport, options: PreviewOptions): string {
  const { zone, reassertion, override, monitoring } = report;
  const { changes, width } = options;
  const inner = width - sectionIndent;
  return [
    [
      `${report.name}: ${formatEndpointTitle(report)}`,
      ...(reassertion === undefined ? [] : wrapText(formatReassertion(reassertion, zone), width, 2)),
      ...(override === undefined ? [] : wrapText(formatOverride(zone, override), width, 2)),
      ...(monitoring === undefined ? [] : wrapText(describeMonitoring(monitoring), width, 2)),
    ].join("\n"),
    report.usualWeek === undefined
      ? formatRealWeek(report.week, options)
      : formatUsualWeek(report.usualWeek, zone, options),
    formatSection("special dates", wrapLines(formatSpecialDays(report.days, maxSpecialDays), inner)),
    formatSection("next changes", formatFirings(zone, report.nextChanges, inner)),
    ...(changes === undefined
      ? []
      : [formatSection(`changes against what is deployed (${zone})`, wrapLines(changes.join("\n"), inner))]),
    wrapLines(formatAverageMonth(report), width),
  ].join("\n\n");
}

/** Formats in one line the endpoints whose timetable a preview does not change: `timetable unchanged: sentiment, fraud`. */
export function formatUnchangedTimetables(endpoints: readonly ReportedEndpoint[], now: EpochMinute): string {
  const names = endpoints.map((endpoint) => {
    const override = findOverrideState(endpoint, now);
    return override === undefined
      ? endpoint.name
      : `${endpoint.name} (${formatOverride(chooseShownZone(endpoint), override)})`;
  });
  return `timetable unchanged: ${names.join(", ")}`;
}

/** `ml.g5.xlarge, 14 scheduled actions`. */
export function formatEndpointTitle(report: EndpointReport): string {
  const { existingEndpoint, instanceType, serverless, unit } = report;
  const count = report.actionCount ?? 0;
  return [
    ...(existingEndpoint === undefined ? [] : [`existing ${existingWords[unit]} ${existingEndpoint}`]),
    ...(instanceType === undefined ? [] : [instanceType]),
    ...(serverless === undefined ? [] : [`serverless with ${serverless.memoryGb} GB`]),
    ...(unit === "instances" ? [] : [`limits in ${unitWords[unit].many}`]),
    `${count} scheduled action${count === 1 ? "" : "s"}`,
  ].join(", ");
}

const existingWords: Readonly<Record<CapacityUnit, string>> = {
  instances: "endpoint",
  copies: "inference component",
  concurrency: "serverless endpoint",
};

const sectionIndent = 2;

function formatSection(title: string, text: string): string {
  const indent = " ".repeat(sectionIndent);
  return [`${title}:`, ...text.split("\n").map((line) => indent + line)].join("\n");
}

function wrapLines(text: string, width: number): string {
  return text
    .split("\n")
    .flatMap((line) => wrapText(line, width, 4))
    .join("\n");
}

/** Says who gets a message if capacity does not arrive. */
export function describeMonitoring({ notify, afterMinutes }: NonNullable<EndpointReport["monitoring"]>): string {
  const recipients = "topicArn" in notify ? notify.topicArn : notify.emails.join(", ");
  const isSeveral = "emails" in notify && notify.emails.length > 1;
  return `watched: ${recipients} ${isSeveral ? "get" : "gets"} an alert if fewer instances than min report ${afterMinutes} minutes after a rise, or if the endpoint fails`;
}

/** What a preview says of an endpoint that is deployed and no longer in the stack file. In: its key there */
export function describeRemovedEndpoint(endpoint: string): string {
  return `${endpoint}: no longer in the stack file, so everything this stack created for it is deleted`;
}

/** `override "press day": min 12, max 20, in force until Sat 2026-12-05 18:00 +01:00 (2026-12-05 17:00Z)`. */
export function formatOverride(zone: string, override: OverrideState): string {
  const { kind, state, limits, unit, from, until, reason } = override;
  const moment = (at: EpochMinute): string => `${formatLocal(zone, at)} (${formatUtc(at)})`;
  const title = reason === undefined ? kind : `${kind} "${reason}"`;
  const words = limits?.max === 1 ? unitWords[unit].one : unitWords[unit].many;
  const units = unit === "instances" ? "" : ` ${words}`;
  const pair = limits === undefined ? [] : [`min ${limits.min}, max ${limits.max}${units}`];
  const effect =
    kind === "pause" ? ["nothing fires", ...pair.map((held) => `the limits in force stay (${held})`)] : pair;
  const when =
    state === "in force" ? `in force until ${moment(until)}` : `announced from ${moment(from)} until ${moment(until)}`;
  return `${title}: ${[...effect, when].join(", ")}`;
}

/**
 * Formats firings as a table: local time with the day's offset, UTC, limits, action.
 * @returns lines of at most `width` columns: the name of an action that does not fit goes below its line
 */
export function formatFirings(zone: string, firings: readonly Firing[], width: number): string {
  if (firings.length === 0) return "none";
  const times = firings.map(({ at, limits }) => [formatLocal(zone, at), formatUtc(at), formatLimits(limits)]);
  const actions = ["action", ...firings.map(({ action }) => action)];
  const table = (title: string): readonly string[] => {
    const lines = formatColumns([[title, "UTC", "min-max"], ...times]).split("\n");
    const longest = Math.max(...lines.map((line) => line.length));
    return lines.map((line, row) => `${line.padEnd(longest)}  ${actions[row] ?? ""}`);
  };
  const wide = table(`local time (${zone})`);
  if (wide.every((line) => line.length <= width)) return wide.join("\n");
  return table("local time")
    .map((line, row) => (line.length <= width ? line : moveActionBelow(line, actions[row] ?? "")))
    .join("\n");
}

function moveActionBelow(line: string, action: string): string {
  return `${line.slice(0, line.length - action.length).trimEnd()}\n    ${action}`;
}

/** Formats the special ones of some days, in at most `maxLines` lines and one that counts the rest. */
export function formatSpecialDays(days: readonly DayOverview[], maxLines: number): string {
  const lines = describeSpecialDays(days.filter(isSpecialDay));
  const until = `until ${formatPlainDate(days.at(-1)?.day ?? 0)}`;
  if (lines.length === 0) return `none ${until}`;
  const rest = lines.length - maxLines;
  return [...lines.slice(0, maxLines), ...(rest > 0 ? [`and ${rest} more ${until}`] : [])].join("\n");
}
