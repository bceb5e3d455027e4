import { createHash } from "node:crypto";
import * as v from "valibot";
import { type CapacityUnit, maxScheduledActionsPerTarget, unitWords } from "../../aws/facts";
import type { Compilation, CompiledEndpoint } from "../../compile";
import { existingSectionKeys, mergeSharedSettings, type SharedTimetable } from "../../config/schema";
import { isMap } from "../../config/text";
import { editStackText } from "../../config/edit";
import { type ProjectFile, readStackFile } from "../../config/yaml";
import { formatProblem, hasErrors, type Problem, type Severity } from "../../problem";
import { buildEndpointReport, type EndpointReport, reportHorizons } from "../../report";
import { compareStacks, type EndpointDiff, listUsageRows } from "../../report/diff";
import { html, renderLegend, renderWeekChart } from "../../report/html";
import { formatAverageMonth, listLegendRows } from "../../report/text";
import type { EpochMinute } from "../../timetable/time";
import { getTimetablePath, getWindowsPath, type SettingsDraft, sharedPrefix } from "./drafts";
import {
  checkDraftNames,
  listCalendarNames,
  listSettingsEdits,
  listWindowEdits,
  readSettingsDrafts,
  readWindowDrafts,
} from "./drafts-to-edits";
import type { DraftList } from "./window-shape";

const textSchema = v.pipe(v.string(), v.maxLength(4000));
const daySchema = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(6));

const draftSchema = v.strictObject({
  id: textSchema,
  name: textSchema,
  kind: v.picklist(["weekly", "span", "dates"]),
  days: v.pipe(v.array(daySchema), v.maxLength(7)),
  fromDay: daySchema,
  toDay: daySchema,
  dates: textSchema,
  from: textSchema,
  to: textSchema,
  min: textSchema,
  max: textSchema,
});

const exceptionSchema = v.strictObject({
  id: textSchema,
  on: v.picklist(["calendar", "dates"]),
  calendar: textSchema,
  dates: textSchema,
  use: textSchema,
  min: textSchema,
  max: textSchema,
});

const settingsSchema = v.strictObject({
  min: textSchema,
  max: textSchema,
  readyBefore: textSchema,
  exceptions: v.pipe(v.array(exceptionSchema), v.maxLength(1000)),
});

const requestSchema = v.strictObject({
  version: v.pipe(v.string(), v.maxLength(100)),
  windows: v.record(textSchema, v.pipe(v.array(draftSchema), v.maxLength(1000))),
  settings: v.record(textSchema, settingsSchema),
});

/** By owner: an endpoint, or `timetables.` and the name of a timetable that endpoints share. */
export interface EditedDrafts {
  readonly windows: Readonly<Record<string, DraftList>>;
  readonly settings: Readonly<Record<string, SettingsDraft>>;
}

/** What the page sends: the state of the file that it began with, and its wanted content. */
export interface EditRequest extends EditedDrafts {
  readonly version: string;
}

/** @param value untrusted JSON */
export function parseEditRequest(value: unknown): EditRequest | undefined {
  const { success, output } = v.safeParse(requestSchema, value);
  return success ? output : undefined;
}

/** The file as the page begins with it. `calendars`: their names. `units`: what limits count, by owner. */
export interface EditStart extends EditedDrafts {
  readonly version: string;
  readonly shown: string;
  readonly calendars: readonly string[];
  readonly units: Readonly<Record<string, string>>;
}

/** `text`: the problem as every command prints it. */
interface EditProblem {
  readonly severity: Severity;
  readonly path: string;
  readonly text: string;
}

/**
 * What an endpoint's windows lead to.
 *
 * `facts`: how many scheduled actions it needs, and the zone; `use`: an average month
 * `words`: what changes against the file
 * `table`: usage before and after, rows of cells; empty if nothing changes
 * `chart`: the resulting week as HTML
 */
export interface EndpointOutcome {
  readonly facts: string;
  readonly use: string;
  readonly words: readonly string[];
  readonly table: readonly (readonly string[])[];
  readonly chart: string;
}

/** What the edited file would mean. `endpoints`: those with a timeline. */
export interface EditOutcome {
  readonly problems: readonly EditProblem[];
  readonly canBeSaved: boolean;
  readonly endpoints: Readonly<Record<string, EndpointOutcome>>;
}

/** How one stack file is edited. `endpoint`: the only one to edit; absent for all. */
export interface EditContext {
  readonly shown: string;
  readonly project?: ProjectFile;
  readonly endpoint?: string;
  readonly compile: (text: string) => Compilation;
  readonly now: EpochMinute;
}

export interface AppliedEdit {
  readonly outcome: EditOutcome;
  readonly text: string;
}

export function computeVersion(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

export function createEditStart(text: string, { shown, project, endpoint }: EditContext): EditStart {
  const { raw } = readStackFile(text, project);
  const shared = readSharedTimetables(raw);
  const isEdited = ([owner]: readonly [string, unknown]): boolean =>
    endpoint === undefined || owner === endpoint || (shared.get(owner)?.includes(endpoint) ?? false);
  return {
    version: computeVersion(text),
    shown,
    calendars: listCalendarNames(raw),
    units: readUnits(raw, shared),
    windows: Object.fromEntries([...readWindowDrafts(raw)].filter(isEdited)),
    settings: Object.fromEntries([...readSettingsDrafts(raw)].filter(isEdited)),
  };
}

/** The endpoints that use a timetable of the stack, by its owner. */
type SharedTimetables = ReadonlyMap<string, SharedTimetable["endpoints"]>;

function readSharedTimetables(raw: unknown): SharedTimetables {
  const { users } = mergeSharedSettings(isMap(raw) ? raw : {});
  return new Map(users.map(({ name, endpoints }) => [`${sharedPrefix}${name}`, endpoints]));
}

/** As the sections are written: their content may have errors. */
function readUnits(raw: unknown, shared: SharedTimetables): EditStart["units"] {
  const endpoints = isMap(raw) && isMap(raw["endpoints"]) ? raw["endpoints"] : {};
  const findUnit = (endpoint: unknown): CapacityUnit =>
    (["copies", "concurrency"] as const).find((unit) => isMap(endpoint) && existingSectionKeys[unit] in endpoint) ??
    "instances";
  const users = [...shared].map(([owner, [first = ""]]) => [owner, endpoints[first]] as const);
  return Object.fromEntries(
    [...Object.entries(endpoints), ...users].map(([name, endpoint]) => [name, unitWords[findUnit(endpoint)].many]),
  );
}

/** Applies a request to the text of a file. Skips owners that the file does not have. */
export function applyEditRequest(
  text: string,
  { windows, settings }: EditRequest,
  surroundings: EditContext,
): AppliedEdit {
  const { windows: before, settings: settingsBefore } = createEditStart(text, surroundings);
  const sent = Object.entries(windows).filter(([name]) => name in before);
  const unfit = sent.flatMap(([name, drafts]) => checkDraftNames(name, drafts));
  const edits = [
    ...sent.flatMap(([name, drafts]) => listWindowEdits(getWindowsPath(name), before[name] ?? [], drafts)),
    ...Object.entries(settings).flatMap(([name, draft]) => {
      const was = settingsBefore[name];
      return was === undefined ? [] : listSettingsEdits(getTimetablePath(name), was, draft);
    }),
  ];
  const edited = unfit.length > 0 ? { problems: unfit } : editStackText(text, edits, surroundings.project);
  const after = "text" in edited ? edited.text : text;
  const compilation = surroundings.compile(after);
  const problems = [...("text" in edited ? [] : edited.problems), ...compilation.problems];
  const mayBeSaved = !hasErrors(problems) && after !== text;
  const shared = readSharedTimetables(readStackFile(after, surroundings.project).raw);
  const owners = Object.keys(before).map((owner) => ({ owner, endpoints: shared.get(owner) ?? [owner] }));
  const asItIs = after === text ? compilation : surroundings.compile(text);
  return {
    text: after,
    outcome: {
      problems: problems.map(toEditProblem),
      canBeSaved: mayBeSaved,
      endpoints: computeOutcomes(owners, asItIs, compilation, surroundings.now),
    },
  };
}

function toEditProblem(problem: Problem): EditOutcome["problems"][number] {
  return { severity: problem.severity, path: problem.path, text: formatProblem(problem) };
}

interface DraftOwner {
  readonly owner: string;
  /** Those that use its timetable. */
  readonly endpoints: readonly string[];
}

function computeOutcomes(
  owners: readonly DraftOwner[],
  before: Compilation,
  after: Compilation,
  now: EpochMinute,
): EditOutcome["endpoints"] {
  const names = new Set(owners.flatMap(({ endpoints }) => endpoints));
  const pick = ({ endpoints }: Compilation): readonly CompiledEndpoint[] =>
    Object.values(endpoints).filter(({ name, timeline }) => names.has(name) && timeline !== undefined);
  const diffs = compareStacks(pick(before), pick(after), Math.floor(now / 1440) * 1440);
  return Object.fromEntries(
    owners.flatMap(({ owner, endpoints }) => {
      const own = diffs.filter(({ name }) => endpoints.includes(name));
      const changed = own.filter(({ change }) => change !== "same");
      const [diff] = [...changed, ...own];
      const compiled = after.endpoints[diff?.name ?? ""];
      if (diff === undefined || compiled === undefined) return [];
      const outcome = toOutcome(buildEndpointReport(compiled, now, reportHorizons.none), diff);
      return [[owner, owner.startsWith(sharedPrefix) ? addUsers(outcome, endpoints, changed) : outcome] as const];
    }),
  );
}

/** Says which endpoints share a timetable, and which of them an edit changes. */
function addUsers(
  outcome: EndpointOutcome,
  users: readonly string[],
  changed: readonly EndpointDiff[],
): EndpointOutcome {
  const names = changed.map(({ name }) => name).join(", ");
  return {
    ...outcome,
    facts: `${outcome.facts}; used by ${users.join(", ")}`,
    words: changed.length === 0 ? outcome.words : [`changes ${names}`, ...outcome.words],
  };
}

function toOutcome(report: EndpointReport, diff: EndpointDiff): EndpointOutcome {
  const { zone, unit, actionCount, usualWeek: week = [] } = report;
  const chart = html`${renderWeekChart(week, "every week", report)} ${renderLegend(listLegendRows(week, true))}`;
  return {
    facts: [
      ...(actionCount === undefined ? [] : [`${actionCount} of ${maxScheduledActionsPerTarget} scheduled actions`]),
      zone,
      ...(unit === "instances" ? [] : [`limits in ${unitWords[unit].many}`]),
    ].join(", "),
    use: formatAverageMonth(report),
    words: [...diff.words, ...diff.settings],
    table: listUsageRows(diff),
    chart: chart.html,
  };
}
