import type { Firing } from "../../plan/replay";
import { chooseShownZone, computeMonthlyUsage, type ReportedEndpoint } from "../../plan/usage";
import { type Problem, formatProblem } from "../../problem";
import { findMonday, formatLimits } from "../../timetable";
import {
  type EpochDay,
  type EpochMinute,
  formatLocal,
  formatPlainDate,
  formatUtc,
  toDateParts,
} from "../../timetable/time";
import {
  describeSpecialDays,
  findNextChanges,
  findOverrideState,
  isSpecialDay,
  listDays,
  OverrideState,
  toLocalDay,
} from "..";
import type { DrawOptions } from "./draw-week";
import { formatColumns, wrapText } from "./format-columns";
import { formatAverageMonth } from "./format-monthly-usage";
import { formatRealWeek, formatUsualWeek } from "./format-week";

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
    ...(options.problems ?? []).map(formatProblem),
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

/** Who is told when capacity does not arrive; undefined where nobody is. */
export function describeMonitoring({ config }: ReportedEndpoint): string | undefined {
  const monitoring = config?.monitoring;
  if (monitoring === undefined) return undefined;
  const { notify, afterMinutes } = monitoring;
  const told = "topicArn" in notify ? notify.topicArn : notify.emails.join(", ");
  const isSeveral = "emails" in notify && notify.emails.length > 1;
  return `watched: ${told} ${isSeveral ? "are" : "is"} told when fewer instances report than min, ${afterMinutes} minutes after a rise, or when the endpoint fails`;
}

/** What a preview says of an endpoint that is deployed and no longer in the stack file. In: its key there */
export function describeRemovedEndpoint(endpoint: string): string {
  return `${endpoint}: no longer in the stack file, so all that this stack made for it is taken away`;
}

/**
 * The same in one line.
 *
 * Out: `override "press day": min 12, max 20, in force until Sat 2026-12-05 18:00 +01:00 (2026-12-05 17:00Z)`
 */
export function formatOverride(endpoint: ReportedEndpoint, state: OverrideState): string {
  const { kind, limits, from, until, reason } = state;
  const zone = chooseShownZone(endpoint);
  const moment = (at: EpochMinute): string => `${formatLocal(zone, at)} (${formatUtc(at)})`;
  const title = reason === undefined ? kind : `${kind} "${reason}"`;
  const what = limits === undefined ? [] : [`min ${limits.min}, max ${limits.max}`];
  const holds = kind === "pause" ? ["nothing fires", ...what.map((held) => `${held} stay`)] : what;
  const when =
    state.state === "in force"
      ? `in force until ${moment(until)}`
      : `announced from ${moment(from)} until ${moment(until)}`;
  return `${title}: ${[...holds, when].join(", ")}`;
}

/**
 * Firings as a table: local time with the day's offset, UTC, what each sets and which action it is.
 *
 * In:  firings of this endpoint
 * Out: a heading and one line a firing, of at most `width` columns: an action whose name is too long for
 *      its line stands below it; `noTimes` where there are none
 */
export function formatFirings(
  endpoint: ReportedEndpoint,
  firings: readonly Firing[],
  width: number,
): string {
  if (firings.length === 0) return "none";
  const zone = chooseShownZone(endpoint);
  const times = firings.map(({ at, limits }) => [
    formatLocal(zone, at),
    formatUtc(at),
    formatLimits(limits),
  ]);
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

export function moveActionBelow(line: string, action: string): string {
  return `${line.slice(0, line.length - action.length).trimEnd()}\n    ${action}`;
}

/**
 * The special dates in `[from, to)`.
 *
 * In:  `createSumMetric` lines at most
 * Out: `none until 2027-01-31` where there is none
 */
export function formatSpecialDays(
  endpoint: ReportedEndpoint,
  from: EpochDay,
  to: EpochDay,
  count: number,
): string {
  const lines = describeSpecialDays(listDays(endpoint, from, to).filter(isSpecialDay));
  const until = `until ${formatPlainDate(to - 1)}`;
  if (lines.length === 0) return `none ${until}`;
  const rest = lines.length - count;
  return [...lines.slice(0, count), ...(rest > 0 ? [`and ${rest} more ${until}`] : [])].join("\n");
}
