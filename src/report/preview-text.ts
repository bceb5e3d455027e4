import { type Problem, problemText } from "../problem";
import type { EpochMinute } from "../time/instant";
import { toDateParts } from "../time/plain-date";
import { describeMonitoring } from "./arrival-text";
import { wrapText } from "./columns";
import { formatAverageMonth } from "./cost-text";
import { computeMonthlyUsage } from "./months-of-use";
import { formatFirings, findNextChanges } from "./next-firings";
import { findOverrideState, formatOverride } from "./override-text";
import { type ReportedEndpoint, chooseShownZone } from "./reported-endpoint";
import { formatSpecialDays } from "./special-days";
import type { DrawOptions } from "./week-cells";
import { findMonday } from "./monday";
import { toLocalDay, formatRealWeek, formatUsualWeek } from "./week-text";

/** How far ahead special dates and changes of limits are looked for, in days. */
const aheadDays = { special: 60, changes: 60 };

/** Lines that each part gets at most. */
const maxLines = { special: 6, changes: 6 };

/**
 * How one endpoint is presented.
 *
 * `now`:      texts may depend on it, stack outputs must not
 * `problems`: told at the end, those of this endpoint
 * `changes`:  against what is deployed, one line each; absent if nobody asked
 */
export interface PreviewOptions extends DrawOptions {
  readonly now: EpochMinute;
  readonly problems?: readonly Problem[];
  readonly changes?: readonly string[];
}

/**
 * What a preview, an update or `timetable show` says about one endpoint.
 *
 * In:  an endpoint with a timeline or a plan
 * Out: several lines: the week, special dates, next changes, what changes, instance-hours and cost, problems
 */
export function formatPreview(endpoint: ReportedEndpoint, options: PreviewOptions): string {
  const { now, width } = options;
  const today = toLocalDay(endpoint, now);
  const { year, month } = toDateParts(today);
  const special = formatSpecialDays(endpoint, today, today + aheadDays.special, maxLines.special);
  const sections = [
    [
      `${endpoint.name}: ${formatEndpointTitle(endpoint)}`,
      ...formatOverrideLines(endpoint, now, width),
      ...formatMonitoringLines(endpoint, width),
    ].join("\n"),
    endpoint.timeline === undefined
      ? formatRealWeek(endpoint, findMonday(today), options)
      : formatUsualWeek(endpoint, options),
    formatSection("special dates", wrapLines(special, width - sectionIndent)),
    formatSection("next changes", formatNextChanges(endpoint, now, width - sectionIndent)),
    ...formatChangesSection(endpoint, options.changes, width),
    wrapLines(
      formatAverageMonth(endpoint, computeMonthlyUsage(endpoint, { year, month }, 12)),
      width,
    ),
    ...(options.problems ?? []).map(problemText),
  ];
  return sections.join("\n\n");
}

/** `ml.g5.xlarge, 14 scheduled actions, re-asserted every 15 minutes`. */
export function formatEndpointTitle({ config, plan }: ReportedEndpoint): string {
  const count = plan?.actions.length ?? 0;
  const reassert = config?.timetable?.reassertEveryMinutes;
  const parts = [
    ...(config?.endpoint === undefined ? [] : [`existing endpoint ${config.endpoint.name}`]),
    ...(config?.variant.instanceType === undefined ? [] : [config.variant.instanceType]),
    `${count} scheduled action${count === 1 ? "" : "s"}`,
    ...(reassert === undefined || reassert === "never"
      ? []
      : [`re-asserted every ${reassert} minutes`]),
  ];
  return parts.join(", ");
}

/** What is in force instead of the timetable, or will be, stands right below the title. */
function formatOverrideLines(
  endpoint: ReportedEndpoint,
  now: EpochMinute,
  width: number,
): readonly string[] {
  const state = findOverrideState(endpoint, now);
  return state === undefined ? [] : wrapText(formatOverride(endpoint, state), width, 2);
}

function formatMonitoringLines(endpoint: ReportedEndpoint, width: number): readonly string[] {
  const text = describeMonitoring(endpoint);
  return text === undefined ? [] : wrapText(text, width, 2);
}

function formatNextChanges(endpoint: ReportedEndpoint, now: EpochMinute, width: number): string {
  const search = { from: now, to: now + aheadDays.changes * 1440, count: maxLines.changes };
  return formatFirings(endpoint, findNextChanges(endpoint, search), width);
}

function formatChangesSection(
  endpoint: ReportedEndpoint,
  changes: readonly string[] | undefined,
  width: number,
): readonly string[] {
  if (changes === undefined) return [];
  return [
    formatSection(
      `changes against what is deployed (${chooseShownZone(endpoint)})`,
      wrapLines(changes.join("\n"), width - sectionIndent),
    ),
  ];
}

/** Columns by which what is in a section is moved in. */
const sectionIndent = 2;

function formatSection(title: string, text: string): string {
  const indent = " ".repeat(sectionIndent);
  return [`${title}:`, ...text.split("\n").map((line) => indent + line)].join("\n");
}

/** Each line that is too long goes on below, moved in. */
function wrapLines(text: string, width: number): string {
  return text
    .split("\n")
    .flatMap((line) => wrapText(line, width, 4))
    .join("\n");
}
