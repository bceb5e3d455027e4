import { type Problem, problemText } from "../problem";
import type { DeployedSchedule } from "../plan/deployed-schedule";
import type { EpochMinute } from "../time/instant";
import { datePartsOf } from "../time/plain-date";
import { arrivalText } from "./arrival-text";
import { wrapped } from "./columns";
import { averageMonthText } from "./cost-text";
import { deployedChanges } from "./deployed-changes";
import { monthsOfUse } from "./months-of-use";
import { firingsText, nextChanges } from "./next-firings";
import { overrideState, overrideText } from "./override-text";
import { type ReportedEndpoint, shownZone } from "./reported-endpoint";
import { specialDaysText } from "./special-days";
import type { DrawOptions } from "./week-cells";
import { mondayOf } from "./monday";
import { dateAt, realWeekText, usualWeekText } from "./week-text";

/** How far ahead special dates and changes of limits are looked for, in days. */
const aheadDays = { special: 60, changes: 60 };

/** Lines that each part gets at most. */
const mostLines = { special: 6, changes: 6 };

/**
 * How one endpoint is presented.
 *
 * `now`:      texts may depend on it, stack outputs must not
 * `problems`: told at the end, those of this endpoint
 * `deployed`: what it is compared with; absent where nobody asked
 */
export interface PreviewOptions extends DrawOptions {
  readonly now: EpochMinute;
  readonly problems?: readonly Problem[];
  readonly deployed?: DeployedSchedule;
}

/**
 * What a preview, an update or `timetable show` says about one endpoint.
 *
 * In:  an endpoint with a timeline or a plan
 * Out: several lines: the week, special dates, next changes, what changes, instance-hours and cost, problems
 */
export function previewText(endpoint: ReportedEndpoint, options: PreviewOptions): string {
  const { now, width } = options;
  const today = dateAt(endpoint, now);
  const { year, month } = datePartsOf(today);
  const special = specialDaysText(endpoint, today, today + aheadDays.special, mostLines.special);
  const sections = [
    [
      `${endpoint.name}: ${endpointTitle(endpoint)}`,
      ...overrideLines(endpoint, now, width),
      ...arrivalLines(endpoint, width),
    ].join("\n"),
    endpoint.timeline === undefined
      ? realWeekText(endpoint, mondayOf(today), options)
      : usualWeekText(endpoint, options),
    section("special dates", wrappedLines(special, width - sectionIndent)),
    section("next changes", changesText(endpoint, now, width - sectionIndent)),
    ...differencesSection(endpoint, options.deployed, now, width),
    wrappedLines(averageMonthText(endpoint, monthsOfUse(endpoint, { year, month }, 12)), width),
    ...(options.problems ?? []).map(problemText),
  ];
  return sections.join("\n\n");
}

/** `ml.g5.xlarge, 14 scheduled actions, re-asserted every 15 minutes`. */
export function endpointTitle({ config, plan }: ReportedEndpoint): string {
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
function overrideLines(
  endpoint: ReportedEndpoint,
  now: EpochMinute,
  width: number,
): readonly string[] {
  const state = overrideState(endpoint, now);
  return state === undefined ? [] : wrapped(overrideText(endpoint, state), width, 2);
}

function arrivalLines(endpoint: ReportedEndpoint, width: number): readonly string[] {
  const text = arrivalText(endpoint);
  return text === undefined ? [] : wrapped(text, width, 2);
}

function changesText(endpoint: ReportedEndpoint, now: EpochMinute, width: number): string {
  const search = { from: now, to: now + aheadDays.changes * 1440, count: mostLines.changes };
  return firingsText(endpoint, nextChanges(endpoint, search), width);
}

function differencesSection(
  endpoint: ReportedEndpoint,
  deployed: DeployedSchedule | undefined,
  now: EpochMinute,
  width: number,
): readonly string[] {
  if (deployed === undefined) return [];
  const lines = deployedChanges(endpoint, deployed, now).join("\n");
  return [
    section(
      `changes against what is deployed (${shownZone(endpoint)})`,
      wrappedLines(lines, width - sectionIndent),
    ),
  ];
}

/** Columns by which what is in a section is moved in. */
const sectionIndent = 2;

function section(title: string, text: string): string {
  const indent = " ".repeat(sectionIndent);
  return [`${title}:`, ...text.split("\n").map((line) => indent + line)].join("\n");
}

/** Each line that is too long goes on below, moved in. */
function wrappedLines(text: string, width: number): string {
  return text
    .split("\n")
    .flatMap((line) => wrapped(line, width, 4))
    .join("\n");
}
