import { createHash } from "node:crypto";
import type { Compilation, CompiledEndpoint } from "../compile";
import { scheduledActionsPerTarget } from "../aws-facts/quotas";
import { readStackFile } from "../config/stack-file";
import { editStackText } from "../edit-stack/edit-stack-text";
import { hasErrors, type Problem, problemText } from "../problem";
import { averageMonthText } from "../report/cost-text";
import { useRows } from "../report/diff-text";
import { html } from "../report/html";
import { monthsOfUse } from "../report/months-of-use";
import { legendTable } from "../report/page-tables";
import { pageWeek } from "../report/page-week";
import { shownZone } from "../report/reported-endpoint";
import { type EndpointDiff, stackDiff } from "../report/stack-diff";
import { legendRows } from "../report/week-legend";
import { dateAt } from "../report/week-text";
import type { EpochMinute } from "../time/instant";
import { datePartsOf } from "../time/plain-date";
import { draftProblems } from "./draft-problems";
import type { EditOutcome, EditRequest, EditStart, EndpointOutcome } from "./messages";
import { settingsEdits } from "./settings-edits";
import { calendarNames, stackDrafts, stackSettings } from "./stack-drafts";
import { windowEdits } from "./window-edits";
import { timetablePath, windowsPath } from "./windows-path";

/**
 * What surrounds the editing of one stack file.
 *
 * `endpoint`: the only one whose windows are edited; absent for all
 * `compile`:  what a text of the file means, problems of its YAML included
 */
export interface EditSurroundings {
  readonly shown: string;
  readonly endpoint?: string;
  readonly compile: (text: string) => Compilation;
  readonly now: EpochMinute;
}

/** What the windows sent make of the file: its new text where it may be saved. */
export interface EditedStack {
  readonly outcome: EditOutcome;
  readonly text: string;
}

/** Which state of a file a text is. */
export function versionOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** What is edited of a file, as it holds it. */
export function editStart(text: string, { shown, endpoint }: EditSurroundings): EditStart {
  const { raw } = readStackFile(text);
  const isEdited = ([name]: readonly [string, unknown]): boolean =>
    endpoint === undefined || name === endpoint;
  return {
    version: versionOf(text),
    shown,
    calendars: calendarNames(raw),
    windows: Object.fromEntries([...stackDrafts(raw)].filter(isEdited)),
    settings: Object.fromEntries([...stackSettings(raw)].filter(isEdited)),
  };
}

/**
 * The file with other windows and settings: its text, its problems, and what changes.
 *
 * In:  `text`: the file as it is
 * Out: the same text where all is the same; endpoints that are not in the file are passed over
 */
export function editedStack(
  text: string,
  { windows, settings }: EditRequest,
  surroundings: EditSurroundings,
): EditedStack {
  const { windows: before, settings: settingsBefore } = editStart(text, surroundings);
  const sent = Object.entries(windows).filter(([name]) => name in before);
  const unfit = sent.flatMap(([name, drafts]) => draftProblems(name, drafts));
  const edits = [
    ...sent.flatMap(([name, drafts]) => windowEdits(windowsPath(name), before[name] ?? [], drafts)),
    ...Object.entries(settings).flatMap(([name, draft]) => {
      const was = settingsBefore[name];
      return was === undefined ? [] : settingsEdits(timetablePath(name), was, draft);
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
      problems: problems.map(shownProblem),
      mayBeSaved,
      endpoints: outcomes(names, asItIs, compilation, surroundings.now),
    },
  };
}

function shownProblem(problem: Problem): EditOutcome["problems"][number] {
  return { severity: problem.severity, path: problem.path, text: problemText(problem) };
}

function outcomes(
  names: readonly string[],
  before: Compilation,
  after: Compilation,
  now: EpochMinute,
): EditOutcome["endpoints"] {
  const pick = ({ endpoints }: Compilation): readonly CompiledEndpoint[] =>
    Object.values(endpoints).filter(
      ({ name, timeline }) => names.includes(name) && timeline !== undefined,
    );
  const diffs = stackDiff(pick(before), pick(after), Math.floor(now / 1440) * 1440);
  const byName = new Map(diffs.map((diff) => [diff.name, diff]));
  return Object.fromEntries(
    pick(after).flatMap((endpoint) => {
      const diff = byName.get(endpoint.name);
      return diff === undefined ? [] : [[endpoint.name, outcomeOf(endpoint, diff, now)]];
    }),
  );
}

function outcomeOf(endpoint: CompiledEndpoint, diff: EndpointDiff, at: number): EndpointOutcome {
  const week = endpoint.timeline?.week ?? [];
  const { year, month } = datePartsOf(dateAt(endpoint, at));
  const used = endpoint.plan?.actions.length;
  const windows = Object.keys(endpoint.config?.timetable?.windows ?? {});
  const chart = html`${pageWeek(week, "every week", windows)} ${legendTable(legendRows(week, true))}`;
  return {
    facts: [
      ...(used === undefined ? [] : [`${used} of ${scheduledActionsPerTarget} scheduled actions`]),
      shownZone(endpoint),
    ].join(", "),
    use: averageMonthText(endpoint, monthsOfUse(endpoint, { year, month }, 12)),
    words: [...diff.words, ...diff.settings],
    table: useRows(diff),
    chart: chart.html,
  };
}
