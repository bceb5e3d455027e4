import { createHash } from "node:crypto";
import type { Compilation, CompiledEndpoint } from "../compile";
import { maxScheduledActionsPerTarget } from "../aws-facts/quotas";
import { readStackFile } from "../config/stack-file";
import { editStackText } from "../edit-stack/edit-stack-text";
import { hasErrors, type Problem, problemText } from "../problem";
import { formatAverageMonth } from "../report/cost-text";
import { listUsageRows } from "../report/diff-text";
import { html } from "../report/html";
import { computeMonthlyUsage } from "../report/months-of-use";
import { renderLegend } from "../report/page-tables";
import { renderWeekChart } from "../report/page-week";
import { chooseShownZone } from "../report/reported-endpoint";
import { type EndpointDiff, compareStacks } from "../report/stack-diff";
import { listLegendRows } from "../report/week-legend";
import { toLocalDay } from "../report/week-text";
import type { EpochMinute } from "../time/instant";
import { toDateParts } from "../time/plain-date";
import { checkDraftNames } from "./draft-problems";
import type { EditOutcome, EditRequest, EditStart, EndpointOutcome } from "./messages";
import { listSettingsEdits } from "./settings-edits";
import { listCalendarNames, readWindowDrafts, readSettingsDrafts } from "./stack-drafts";
import { listWindowEdits } from "./window-edits";
import { getTimetablePath, getWindowsPath } from "./windows-path";

/**
 * What surrounds the editing of one stack file.
 *
 * `endpointSection`: the only one whose windows are edited; absent for all
 * `compile`:  what a text of the file means, problems of its YAML included
 */
export interface EditContext {
  readonly shown: string;
  readonly endpoint?: string;
  readonly compile: (text: string) => Compilation;
  readonly now: EpochMinute;
}

/** What the windows sent make of the file: its new text where it may be saved. */
export interface AppliedEdit {
  readonly outcome: EditOutcome;
  readonly text: string;
}

/** Which state of a file a text is. */
export function computeVersion(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** What is edited of a file, as it holds it. */
export function createEditStart(text: string, { shown, endpoint }: EditContext): EditStart {
  const { raw } = readStackFile(text);
  const isEdited = ([name]: readonly [string, unknown]): boolean =>
    endpoint === undefined || name === endpoint;
  return {
    version: computeVersion(text),
    shown,
    calendars: listCalendarNames(raw),
    windows: Object.fromEntries([...readWindowDrafts(raw)].filter(isEdited)),
    settings: Object.fromEntries([...readSettingsDrafts(raw)].filter(isEdited)),
  };
}

/**
 * The file with other windows and settings: its text, its problems, and what changes.
 *
 * In:  `defineText`: the file as it is
 * Out: the same text where all is the same; endpoints that are not in the file are passed over
 */
export function applyEditRequest(
  text: string,
  { windows, settings }: EditRequest,
  surroundings: EditContext,
): AppliedEdit {
  const { windows: before, settings: settingsBefore } = createEditStart(text, surroundings);
  const sent = Object.entries(windows).filter(([name]) => name in before);
  const unfit = sent.flatMap(([name, drafts]) => checkDraftNames(name, drafts));
  const edits = [
    ...sent.flatMap(([name, drafts]) =>
      listWindowEdits(getWindowsPath(name), before[name] ?? [], drafts),
    ),
    ...Object.entries(settings).flatMap(([name, draft]) => {
      const was = settingsBefore[name];
      return was === undefined ? [] : listSettingsEdits(getTimetablePath(name), was, draft);
    }),
  ];
  const edited = unfit.length > 0 ? { problems: unfit } : editStackText(text, edits);
  const after = "text" in edited ? edited.text : text;
  const compilation = surroundings.compile(after);
  const problems = [...("text" in edited ? [] : edited.problems), ...compilation.problems];
  const mayBeSaved = !hasErrors(problems) && after !== text;
  const names = Object.keys(before);
  const asItIs = after === text ? compilation : surroundings.compile(text);
  return {
    text: after,
    outcome: {
      problems: problems.map(toEditProblem),
      canBeSaved: mayBeSaved,
      endpoints: computeOutcomes(names, asItIs, compilation, surroundings.now),
    },
  };
}

function toEditProblem(problem: Problem): EditOutcome["problems"][number] {
  return { severity: problem.severity, path: problem.path, text: problemText(problem) };
}

function computeOutcomes(
  names: readonly string[],
  before: Compilation,
  after: Compilation,
  now: EpochMinute,
): EditOutcome["endpoints"] {
  const pick = ({ endpoints }: Compilation): readonly CompiledEndpoint[] =>
    Object.values(endpoints).filter(
      ({ name, timeline }) => names.includes(name) && timeline !== undefined,
    );
  const diffs = compareStacks(pick(before), pick(after), Math.floor(now / 1440) * 1440);
  const byName = new Map(diffs.map((diff) => [diff.name, diff]));
  return Object.fromEntries(
    pick(after).flatMap((endpoint) => {
      const diff = byName.get(endpoint.name);
      return diff === undefined ? [] : [[endpoint.name, computeOutcome(endpoint, diff, now)]];
    }),
  );
}

function computeOutcome(
  endpoint: CompiledEndpoint,
  diff: EndpointDiff,
  at: number,
): EndpointOutcome {
  const week = endpoint.timeline?.week ?? [];
  const { year, month } = toDateParts(toLocalDay(endpoint, at));
  const used = endpoint.plan?.actions.length;
  const windows = Object.keys(endpoint.config?.timetable?.windows ?? {});
  const chart = html`${renderWeekChart(week, "every week", windows)}
  ${renderLegend(listLegendRows(week, true))}`;
  return {
    facts: [
      ...(used === undefined
        ? []
        : [`${used} of ${maxScheduledActionsPerTarget} scheduled actions`]),
      chooseShownZone(endpoint),
    ].join(", "),
    use: formatAverageMonth(endpoint, computeMonthlyUsage(endpoint, { year, month }, 12)),
    words: [...diff.words, ...diff.settings],
    table: listUsageRows(diff),
    chart: chart.html,
  };
}
